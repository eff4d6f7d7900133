package io.tributary.load.measure;

import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.ProcessFigures.NetworkFigures;
import io.tributary.load.process.MetricsPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process under watch, over its restarts. Looks are cheap: two small files, and now and then a
 * page of metrics.
 *
 * <p>Thread: any, guarded by itself.
 */
public final class ProcessWatch {
  private static final String ALLOCATED = "jvm_threads_allocated_bytes_total";
  private static final String PAUSES = "jvm_gc_pause_seconds_count";

  /** Gauges of payload that is not settled: a connector's, a gatherer's. */
  private static final List<String> HELD =
      List.of("tributary_connector_unsettled_bytes", "tributary_gatherer_memory_held_bytes");

  private static final ProcIo NO_IO = new ProcIo(0, 0);
  private static final String PAUSE_SECONDS = "jvm_gc_pause_seconds_sum";

  private final String name;
  private final Supplier<OptionalLong> pid;
  private final @Nullable Supplier<Optional<MetricsPage>> metrics;
  private final Map<String, CounterTrack> counters = new LinkedHashMap<>();
  private long lastPid = -1;
  private int starts;
  private long cpuMillis;
  private long lastCpuMillis;
  private long peakBytes;
  private long endBytes;
  private long residentBytes;
  private long inBytes;
  private long outBytes;
  private ProcIo lastIo = NO_IO;
  private OptionalLong mostHeldBytes = OptionalLong.empty();

  /**
   * What the last look at CPU and memory found.
   *
   * @param cpuMillis user and system time since the window began
   * @param residentBytes now; 0 while it does not run
   */
  public record Sample(long cpuMillis, long residentBytes) {}

  /**
   * @param pid of the process that runs now, if any does
   * @param metrics of its management port, empty while it does not answer; null if it has none
   * @param counted counters to follow, by name
   */
  public ProcessWatch(
      String name,
      Supplier<OptionalLong> pid,
      @Nullable Supplier<Optional<MetricsPage>> metrics,
      List<String> counted) {
    this.name = name;
    this.pid = pid;
    this.metrics = metrics;
    for (String counter : counted) {
      counters.put(counter, new CounterTrack());
    }
    for (String counter : List.of(ALLOCATED, PAUSES, PAUSE_SECONDS)) {
      counters.put(counter, new CounterTrack());
    }
  }

  /** Looks at CPU and memory. */
  public synchronized void look() {
    OptionalLong now = pid.get();
    Optional<ProcStat> stat =
        now.isPresent() ? ProcStat.of(now.getAsLong()) : Optional.<ProcStat>empty();
    if (now.isEmpty() || stat.isEmpty()) {
      residentBytes = 0;
      return;
    }
    if (now.getAsLong() != lastPid) {
      lastPid = now.getAsLong();
      lastCpuMillis = 0;
      lastIo = NO_IO;
      starts++;
      counters.values().forEach(CounterTrack::beganAgain);
    }
    take(stat.get());
    ProcIo.of(lastPid).ifPresent(this::take);
  }

  private void take(ProcIo io) {
    inBytes += Math.max(0, io.readBytes() - lastIo.readBytes());
    outBytes += Math.max(0, io.writtenBytes() - lastIo.writtenBytes());
    lastIo = io;
  }

  private void take(ProcStat stat) {
    cpuMillis += Math.max(0, stat.cpuMillis() - lastCpuMillis);
    lastCpuMillis = Math.max(lastCpuMillis, stat.cpuMillis());
    residentBytes = stat.residentBytes();
    if (residentBytes > 0) {
      peakBytes = Math.max(peakBytes, stat.peakResidentBytes());
      endBytes = residentBytes;
    }
  }

  /** Looks at its counters too. May wait for the page; nobody else has to wait meanwhile. */
  public void lookClosely() {
    Supplier<Optional<MetricsPage>> source = metrics;
    OptionalLong asked = pid.get();
    Optional<MetricsPage> page = source == null ? Optional.empty() : source.get();
    synchronized (this) {
      look();
      // A page of the process before would count again as growth of this one.
      if (asked.isPresent() && asked.getAsLong() == lastPid) {
        page.ifPresent(this::take);
      }
    }
  }

  private void take(MetricsPage page) {
    counters.forEach((counter, track) -> track.look(page.ifThere(counter)));
    for (String gauge : HELD) {
      OptionalDouble held = page.ifThere(gauge);
      if (held.isPresent()) {
        mostHeldBytes =
            OptionalLong.of(Math.max(mostHeldBytes.orElse(0), (long) held.getAsDouble()));
      }
    }
  }

  /** The measured window begins here. */
  public void begin() {
    lookClosely();
    synchronized (this) {
      cpuMillis = 0;
      inBytes = 0;
      outBytes = 0;
      mostHeldBytes = OptionalLong.empty();
      counters.values().forEach(CounterTrack::reset);
    }
  }

  /** Growth of a followed counter since the window began; empty if the process has none. */
  public synchronized Optional<Double> grown(String counter) {
    CounterTrack track = counters.get(counter);
    return track == null ? Optional.empty() : track.grown();
  }

  /** What it cost since the window began, as of the last look. */
  public synchronized ProcessFigures figures() {
    return new ProcessFigures(
        name,
        cpuMillis / 1e3,
        peakBytes,
        endBytes,
        starts,
        metrics == null
            ? Optional.empty()
            : Optional.of(new JvmFigures(grown(ALLOCATED), grown(PAUSES), grown(PAUSE_SECONDS))),
        // A server's own files are in it, a service has none that count.
        metrics == null ? Optional.empty() : Optional.of(new NetworkFigures(inBytes, outBytes)),
        mostHeldBytes);
  }

  /** What the last look found; does not look itself. */
  public synchronized Sample sample() {
    return new Sample(cpuMillis, residentBytes);
  }

  /** What people call it. */
  public String name() {
    return name;
  }
}
