package io.tributary.load.http;

import io.tributary.load.http.proof.Verdict;
import io.tributary.load.measure.ProcessFigures;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What one phase came to.
 *
 * @param seconds from the first request to the last answer
 * @param requests that were acknowledged
 * @param rows of these
 * @param errors other requests, by status and code
 * @param notSent requests that were due and for which there was no room
 * @param latency from the time a request was due, or was sent if there was none
 * @param cost until all acknowledged rows were stored
 * @param verdict whether each row is where it belongs
 */
record PhaseResult(
    HttpPhase phase,
    double seconds,
    long requests,
    long rows,
    Map<String, Long> errors,
    long notSent,
    PhaseTally.Latency latency,
    Cost cost,
    Verdict verdict) {
  PhaseResult {
    errors = Map.copyOf(errors);
  }

  /**
   * What it cost.
   *
   * @param processes gatherer, ClickHouse and harness
   * @param inserts the gatherer's attempts; empty in a direct phase
   * @param parts made by inserts, without merges
   */
  record Cost(List<ProcessFigures> processes, OptionalLong inserts, long parts) {
    Cost {
      processes = List.copyOf(processes);
    }

    /** CPU seconds of a process; 0 if nobody could look. */
    double cpuSeconds(String process) {
      return processes.stream()
          .filter(figures -> figures.name().equals(process))
          .mapToDouble(ProcessFigures::cpuSeconds)
          .sum();
    }

    /** The most memory that it ever had. */
    long peakBytes(String process) {
      return processes.stream()
          .filter(figures -> figures.name().equals(process))
          .mapToLong(ProcessFigures::peakResidentBytes)
          .sum();
    }
  }

  /** Whether it speaks against Tributary; a direct phase speaks for itself only. */
  boolean holds() {
    return phase.isDirect() || verdict.holds();
  }

  double requestsPerSecond() {
    return requests / seconds;
  }

  double rowsPerSecond() {
    return rows / seconds;
  }

  long errorCount() {
    return errors.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Whether ClickHouse made a part of each insert although it was asked to gather them. */
  boolean isAsyncInsertIgnored() {
    return phase == HttpPhase.DIRECT_ASYNC && requests > 0 && cost.parts() >= requests;
  }
}
