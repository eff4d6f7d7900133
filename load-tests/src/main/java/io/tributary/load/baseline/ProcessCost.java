package io.tributary.load.baseline;

import io.tributary.load.measure.ProcStat;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import java.util.Optional;

/** What a process cost, from two looks at it in {@code /proc}. */
final class ProcessCost {
  private ProcessCost() {}

  /**
   * The process now.
   *
   * @throws IllegalStateException if it has ended
   */
  static ProcStat stat(long pid) {
    return ProcStat.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"));
  }

  /** Figures of a process of which only the CPU of the window was noted. */
  static ProcessFigures of(String name, long pid, long cpuMillis) {
    return figures(name, pid, cpuMillis, Optional.empty());
  }

  /** The same of one that says what it allocated on its heap. */
  static ProcessFigures of(String name, long pid, long cpuMillis, long allocatedBytes) {
    return figures(
        name,
        pid,
        cpuMillis,
        Optional.of(
            new JvmFigures(
                Optional.of((double) allocatedBytes), Optional.empty(), Optional.empty())));
  }

  private static ProcessFigures figures(
      String name, long pid, long cpuMillis, Optional<JvmFigures> jvm) {
    ProcStat stat = ProcStat.of(pid).orElse(new ProcStat(0, 0, 0));
    return new ProcessFigures(
        name, cpuMillis / 1e3, stat.peakResidentBytes(), stat.residentBytes(), 1, jvm);
  }
}
