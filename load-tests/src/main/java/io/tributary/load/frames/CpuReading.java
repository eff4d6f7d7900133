package io.tributary.load.frames;

import io.tributary.load.measure.ProcStat;

/**
 * What the three processes have used so far, in milliseconds of user and system time.
 *
 * @param gatherer all its threads
 * @param source the frame source, or client-v2 in it
 */
record CpuReading(long gatherer, long clickHouse, long source, ThreadCpu threads) {

  static CpuReading of(FramesDeployment deployment) {
    return new CpuReading(
        millis(deployment.gathererPid()),
        millis(deployment.clickHouse().pid()),
        millis(deployment.source().pid()),
        ThreadCpu.of(deployment.gathererPid()));
  }

  private static long millis(long pid) {
    return ProcStat.of(pid)
        .orElseThrow(() -> new IllegalStateException("process " + pid + " is gone"))
        .cpuMillis();
  }

  /** What was used since an earlier reading. */
  CpuReading since(CpuReading earlier) {
    return new CpuReading(
        gatherer - earlier.gatherer,
        clickHouse - earlier.clickHouse,
        source - earlier.source,
        threads.since(earlier.threads));
  }
}
