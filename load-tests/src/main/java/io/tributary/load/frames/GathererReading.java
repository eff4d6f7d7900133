package io.tributary.load.frames;

import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.MetricsPage;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a gatherer has done so far, and what it has cost.
 *
 * @param inserts attempts
 * @param allocatedBytes on the heap, without what measuring allocates
 * @param allocatedByThread the same by name of the thread
 * @param flushes by reason
 */
record GathererReading(
    CpuReading cpu,
    long inserts,
    long allocatedBytes,
    Map<String, Long> allocatedByThread,
    Map<String, Long> flushes,
    long collections,
    long residentBytes,
    long peakResidentBytes) {
  private static final String INSERTS = "tributary_gatherer_inserts_total";
  private static final String FLUSHES = "tributary_gatherer_flushes_total";
  private static final String MEASURING = "measuring (JMX)";
  private static final CpuReading NO_CPU = new CpuReading(0, 0, 0, new ThreadCpu(Map.of()));

  GathererReading {
    allocatedByThread = Map.copyOf(allocatedByThread);
    flushes = Map.copyOf(flushes);
  }

  static GathererReading of(FramesDeployment deployment, JvmView jvm) {
    // First what has to belong to the moment, then what takes its time.
    CpuReading cpu = CpuReading.of(deployment);
    long allocated = jvm.allocatedBytes();
    Map<String, Long> byThread = jvm.allocatedBytesByThread();
    MetricsPage page = deployment.gatherer().metrics();
    ProcStat stat = ProcStat.of(deployment.gathererPid()).orElseThrow();
    return new GathererReading(
        cpu,
        (long) page.sum(INSERTS),
        allocated - byThread.getOrDefault(MEASURING, 0L),
        byThread,
        flushes(page),
        jvm.collections(),
        stat.residentBytes(),
        stat.peakResidentBytes());
  }

  /** Of a client that only inserts. */
  static GathererReading ofInserts(long inserts) {
    return new GathererReading(NO_CPU, inserts, 0, Map.of(), Map.of(), 0, 0, 0);
  }

  private static Map<String, Long> flushes(MetricsPage page) {
    Map<String, Long> flushes = new TreeMap<>();
    String labelled = FLUSHES + "{reason=\"";
    page.samples()
        .forEach(
            (name, value) -> {
              if (name.startsWith(labelled)) {
                String reason =
                    name.substring(labelled.length(), name.indexOf('"', labelled.length()));
                flushes.put(reason, value.longValue());
              }
            });
    return flushes;
  }

  /** What came between an earlier reading and this; memory is that of this one. */
  GathererReading since(GathererReading earlier) {
    return new GathererReading(
        cpu.since(earlier.cpu),
        inserts - earlier.inserts,
        allocatedBytes - earlier.allocatedBytes,
        less(allocatedByThread, earlier.allocatedByThread),
        less(flushes, earlier.flushes),
        collections - earlier.collections,
        residentBytes,
        peakResidentBytes);
  }

  private static Map<String, Long> less(Map<String, Long> now, Map<String, Long> before) {
    Map<String, Long> grown = new TreeMap<>();
    now.forEach(
        (name, value) -> {
          long more = value - before.getOrDefault(name, 0L);
          if (more > 0) {
            grown.put(name, more);
          }
        });
    return grown;
  }
}
