package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.TimeSeries;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One run of one variant.
 *
 * @param number of the run in its plan, from 1
 * @param variant its name
 * @param seconds of the measured window: from the moment at which the first measured row could be
 *     read to the first look that found all of them stored
 * @param rows measured ones that were stored in the window; fewer than offered if it ended early
 * @param inserts attempts in the window
 * @param latencies each of another name; without what had no intended time
 * @param series what happened within the window; empty if nobody sampled it
 * @param proof taken when the services had ended; empty when there is nothing to prove, or a server
 *     did not answer
 * @param faults that were done
 */
public record RunResult(
    int number,
    String variant,
    double seconds,
    long rows,
    Inserts inserts,
    List<ProcessFigures> processes,
    List<LatencyFigures> latencies,
    TimeSeries series,
    Optional<Proof> proof,
    List<FaultRecord> faults,
    Remarks remarks) {

  public RunResult {
    processes = List.copyOf(processes);
    latencies = List.copyOf(latencies);
    faults = List.copyOf(faults);
  }

  /** A run of something that has no offsets to prove, and no faults; for example a baseline. */
  public static RunResult unproven(
      Extent extent, Inserts inserts, List<ProcessFigures> processes, TimeSeries series) {
    return new RunResult(
        extent.number(),
        extent.variant(),
        extent.seconds(),
        extent.rows(),
        inserts,
        processes,
        List.of(),
        series,
        Optional.empty(),
        List.of(),
        Remarks.NONE);
  }

  /** The same with notes. */
  public RunResult withNotes(List<String> notes) {
    return new RunResult(
        number,
        variant,
        seconds,
        rows,
        inserts,
        processes,
        latencies,
        series,
        proof,
        faults,
        new Remarks(remarks.frozenSeconds(), remarks.problems(), notes, remarks.drain()));
  }

  /** The first four of {@link RunResult}. */
  public record Extent(int number, String variant, double seconds, long rows) {}

  /**
   * What reached ClickHouse.
   *
   * @param attempts with whatever outcome; what a killed gatherer counted since the last look is
   *     not among them
   * @param parts made by inserts; merges not counted; empty when ClickHouse did not say
   * @param flushReasons how often each made a buffer due; empty when nobody said it
   */
  public record Inserts(long attempts, OptionalLong parts, Map<String, Long> flushReasons) {
    public Inserts {
      flushReasons = Map.copyOf(flushReasons);
    }

    /** By something that has no buffers. */
    public Inserts(long attempts, OptionalLong parts) {
      this(attempts, parts, Map.of());
    }
  }

  /**
   * What else there is to say.
   *
   * @param frozenSeconds how long connectors were frozen while rows were preloaded
   * @param problems besides what the proof says, each the end of a sentence
   * @param notes what one should know of the figures, each a sentence
   * @param drain of the backlog that an outage of ClickHouse left; empty if there was none
   */
  public record Remarks(
      double frozenSeconds, List<String> problems, List<String> notes, Optional<Drain> drain) {
    /** Nothing. */
    public static final Remarks NONE = new Remarks(0, List.of());

    public Remarks {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
    }

    /** Without notes and without an outage. */
    public Remarks(double frozenSeconds, List<String> problems) {
      this(frozenSeconds, problems, List.of(), Optional.empty());
    }
  }

  /**
   * The proof by offsets, over all topics.
   *
   * @param expected rows that were sent
   * @param produced records in the topics
   * @param stored rows in the tables
   * @param distinct different topic, partition and offset among them
   * @param partitionsBehind that are not committed up to their end
   */
  public record Proof(
      long expected, long produced, long stored, long distinct, int partitionsBehind) {
    /** Rows that were sent and are not in their table. */
    public long missing() {
      return Math.max(expected, produced) - distinct;
    }

    /** Rows that are there more than once. */
    public long duplicates() {
      return stored - distinct;
    }
  }

  public double rowsPerSecond() {
    return rows / seconds;
  }

  /** Rows of the window by attempts. */
  public double rowsPerInsert() {
    return inserts.attempts() == 0 ? 0 : (double) rows / inserts.attempts();
  }

  /** Parts that inserts made for each million rows of the window. */
  public OptionalDouble partsPerMillion() {
    return inserts.parts().isEmpty() || rows == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(inserts.parts().getAsLong() * 1e6 / rows);
  }

  /** The latency of this name. */
  public Optional<LatencyFigures> latency(String name) {
    return latencies.stream().filter(latency -> latency.name().equals(name)).findFirst();
  }

  /** CPU-seconds per million rows of all processes of a role, such as {@code gatherer}. */
  public double cpuSecondsPerMillion(String role) {
    return of(role).mapToDouble(process -> process.cpuSecondsPerMillion(rows)).sum();
  }

  /** The most memory that one process of a role had. */
  public double peakResidentMebibytes(String role) {
    return of(role).mapToLong(ProcessFigures::peakResidentBytes).max().orElse(0) / 1048576.0;
  }

  /** Whether there was such a process. */
  public boolean has(String role) {
    return of(role).findAny().isPresent();
  }

  /**
   * Rows by the CPU time of the processes that are meant; empty when they used none that could be
   * measured.
   */
  public OptionalDouble rowsPerCpuSecond(Predicate<ProcessFigures> meant) {
    double cpu = processes.stream().filter(meant).mapToDouble(ProcessFigures::cpuSeconds).sum();
    return cpu > 0 ? OptionalDouble.of(rows / cpu) : OptionalDouble.empty();
  }

  /** Whether rows go through it on their way out of a topic into a table. */
  static boolean isPipeline(ProcessFigures process) {
    return !process.role().equals("kafka") && !process.role().equals("harness");
  }

  private Stream<ProcessFigures> of(String role) {
    return processes.stream().filter(process -> process.role().equals(role));
  }
}
