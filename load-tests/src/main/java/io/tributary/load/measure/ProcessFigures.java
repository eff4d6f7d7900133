package io.tributary.load.measure;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process cost in the measured window.
 *
 * @param name {@code gatherer 0}
 * @param cpuSeconds user and system time; of a process that was killed up to the last look at it
 * @param peakResidentBytes since the process began, not only in the window
 * @param endResidentBytes at the end of the window
 * @param starts how often it was started
 * @param jvm empty when it has no management port
 * @param network empty when it does not say it
 * @param mostHeldBytes the most payload that it held at a look, one a second; empty when it does
 *     not say it
 */
public record ProcessFigures(
    String name,
    double cpuSeconds,
    long peakResidentBytes,
    long endResidentBytes,
    int starts,
    Optional<JvmFigures> jvm,
    Optional<NetworkFigures> network,
    OptionalLong mostHeldBytes) {

  /** Of a process that says nothing of its network and of what it holds. */
  public ProcessFigures(
      String name,
      double cpuSeconds,
      long peakResidentBytes,
      long endResidentBytes,
      int starts,
      Optional<JvmFigures> jvm) {
    this(
        name,
        cpuSeconds,
        peakResidentBytes,
        endResidentBytes,
        starts,
        jvm,
        Optional.empty(),
        OptionalLong.empty());
  }

  /** What it is, without its number: {@code gatherer}. */
  public String role() {
    return role(name);
  }

  /** The same of any process by its name. */
  public static String role(String name) {
    int space = name.lastIndexOf(' ');
    boolean numbered =
        space > 0
            && space + 1 < name.length()
            && name.substring(space + 1).chars().allMatch(Character::isDigit);
    return numbered ? name.substring(0, space) : name;
  }

  /** CPU-seconds per million of these rows. */
  public double cpuSecondsPerMillion(long rows) {
    return rows == 0 ? 0 : cpuSeconds * 1e6 / rows;
  }

  /**
   * What its JVM says; each empty when it does not say it.
   *
   * @param allocatedBytes on the heap
   * @param gcPauses how often collectors stopped it
   * @param gcPauseSeconds for how long altogether
   */
  public record JvmFigures(
      Optional<Double> allocatedBytes,
      Optional<Double> gcPauses,
      Optional<Double> gcPauseSeconds) {}

  /**
   * What it took from and gave to others, in the window.
   *
   * @param inBytes from all of them
   * @param outBytes to all of them
   */
  public record NetworkFigures(long inBytes, long outBytes) {}
}
