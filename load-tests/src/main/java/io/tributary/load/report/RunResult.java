package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
 * @param latency empty when rows had no intended time
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
    Optional<LatencyFigures> latency,
    Optional<Proof> proof,
    List<FaultRecord> faults,
    Remarks remarks) {

  public RunResult {
    processes = List.copyOf(processes);
    faults = List.copyOf(faults);
  }

  /**
   * What reached ClickHouse.
   *
   * @param attempts with whatever outcome; what a killed gatherer counted since the last look is
   *     not among them
   * @param parts made by inserts; merges not counted; empty when ClickHouse did not say
   */
  public record Inserts(long attempts, OptionalLong parts) {}

  /**
   * What else there is to say.
   *
   * @param frozenSeconds how long connectors were frozen while rows were preloaded
   * @param problems besides what the proof says, each the end of a sentence
   */
  public record Remarks(double frozenSeconds, List<String> problems) {
    /** Nothing. */
    public static final Remarks NONE = new Remarks(0, List.of());

    public Remarks {
      problems = List.copyOf(problems);
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

  private Stream<ProcessFigures> of(String role) {
    return processes.stream()
        .filter(process -> process.name().equals(role) || process.name().startsWith(role + " "));
  }
}
