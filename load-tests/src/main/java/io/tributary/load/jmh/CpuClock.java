package io.tributary.load.jmh;

import io.tributary.load.measure.ProcStat;
import io.tributary.load.report.Spread;
import java.io.IOException;
import java.util.List;

/** Measures CPU of whole processes out of {@code /proc}, and shows what was measured. */
final class CpuClock {
  /** Settings with which ClickHouse reads with one thread and leaves blocks as they are. */
  static final String ONE_THREAD =
      " SETTINGS max_threads = 1, max_insert_threads = 1, input_format_parallel_parsing = 0,"
          + " min_insert_block_size_rows = 0, min_insert_block_size_bytes = 0";

  private CpuClock() {}

  /** What is measured. */
  interface Task {
    void run() throws IOException;
  }

  /** CPU seconds of a process while the task runs. */
  static double seconds(long pid, Task task) throws IOException {
    long before = cpuMillis(pid);
    task.run();
    return (cpuMillis(pid) - before) / 1e3;
  }

  private static long cpuMillis(long pid) {
    return ProcStat.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"))
        .cpuMillis();
  }

  /** Median, lowest and highest. */
  static String shown(String format, List<Double> values) {
    return shown(format, Spread.of(values));
  }

  /** Median, lowest and highest. */
  static String shown(String format, Spread spread) {
    return (format + " (" + format + " to " + format + ")")
        .formatted(spread.median(), spread.min(), spread.max());
  }
}
