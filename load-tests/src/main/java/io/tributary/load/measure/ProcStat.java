package io.tributary.load.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What Linux says about a process in {@code /proc/PID}.
 *
 * @param cpuMillis user and system time of all its threads, in steps of 10 ms
 * @param residentBytes of memory now ({@code VmRSS})
 * @param peakResidentBytes the most it ever had ({@code VmHWM})
 */
public record ProcStat(long cpuMillis, long residentBytes, long peakResidentBytes) {
  /** Linux tells all programs its clock in these steps, whatever the kernel's own are. */
  private static final int MILLIS_PER_TICK = 10;

  /** Fields 14 and 15, counted from the state behind the name, which is field 3. */
  private static final int USER_TIME = 14 - 3;

  private static final int SYSTEM_TIME = 15 - 3;

  /** The process now; empty when it has ended. */
  public static Optional<ProcStat> of(long pid) {
    Path folder = Path.of("/proc", Long.toString(pid));
    try {
      return Optional.of(
          parse(
              Files.readString(folder.resolve("stat")),
              Files.readString(folder.resolve("status"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * @param stat text of {@code /proc/PID/stat}; the name in it may hold spaces and parentheses
   * @param status text of {@code /proc/PID/status}; a process that is ending has no memory there
   */
  static ProcStat parse(String stat, String status) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]);
    return new ProcStat(ticks * MILLIS_PER_TICK, bytes(status, "VmRSS:"), bytes(status, "VmHWM:"));
  }

  private static long bytes(String status, String key) {
    return status
        .lines()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).replace("kB", "").strip())
        .mapToLong(kibibytes -> Long.parseLong(kibibytes) << 10)
        .findFirst()
        .orElse(0);
  }
}
