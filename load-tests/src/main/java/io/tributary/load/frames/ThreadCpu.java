package io.tributary.load.frames;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * CPU of a process by the names of its threads, from {@code /proc/PID/task}. Names have at most 15
 * characters there; threads of the same name but for a number count as one.
 *
 * @param millis user and system time of the threads that run, in steps of 10 ms each
 */
record ThreadCpu(Map<String, Long> millis) {
  private static final int MILLIS_PER_TICK = 10;
  private static final int USER_TIME = 14 - 3;
  private static final int SYSTEM_TIME = 15 - 3;

  ThreadCpu {
    millis = Map.copyOf(millis);
  }

  /** The threads now. */
  static ThreadCpu of(long pid) {
    Map<String, Long> millis = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        add(task, millis);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no threads of process " + pid + ": " + e.getMessage(), e);
    }
    return new ThreadCpu(millis);
  }

  private static void add(Path task, Map<String, Long> millis) {
    try {
      add(Files.readString(task.resolve("stat")), millis);
    } catch (IOException e) {
      // The thread has ended since its folder was listed.
      return;
    }
  }

  /**
   * @param stat text of {@code /proc/PID/task/TID/stat}
   */
  static void add(String stat, Map<String, Long> millis) {
    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    millis.merge(name.replaceAll("[-#\\d]+$", ""), ticks * MILLIS_PER_TICK, Long::sum);
  }

  /** What was used since an earlier look. */
  ThreadCpu since(ThreadCpu earlier) {
    Map<String, Long> used = new TreeMap<>();
    millis.forEach((name, now) -> used.put(name, now - earlier.millis.getOrDefault(name, 0L)));
    return new ThreadCpu(used);
  }
}
