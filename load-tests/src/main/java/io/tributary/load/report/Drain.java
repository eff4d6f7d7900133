package io.tributary.load.report;

import io.tributary.load.measure.TimeSeries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * How fast the backlog of an outage of ClickHouse went away, while rows went on arriving at their
 * rate.
 *
 * <p>It begins with the last look before rows were stored again and ends with the first that found
 * no more rows outstanding than there were at most before the outage, or than arrive in a second.
 * Looks are at least 250 ms apart, so an outage should leave a backlog of some seconds.
 *
 * @param backSeconds of the window, when the outage was undone: the start of a process begins here
 * @param resumedSeconds when rows were stored again
 * @param drainedSeconds when the backlog was gone; empty if it was not by the end
 * @param timesArrival rows stored in that time by rows that arrived in it; up to the end if the
 *     backlog was not gone
 */
public record Drain(
    double backSeconds, double resumedSeconds, OptionalDouble drainedSeconds, double timesArrival) {
  private static final Pattern BEGINS =
      Pattern.compile("(kill|stop|suspend|cut|drop|answer|hang) clickhouse .*");
  private static final Pattern ENDS = Pattern.compile("(start|resume|heal) clickhouse .*");

  /** Until then connectors and gatherers find their pace, so it is not the usual backlog. */
  private static final double SETTLING_SECONDS = 2;

  /**
   * Of the first outage of a run.
   *
   * @param rowsPerSecond at which rows arrived; 0 for no rate
   * @param rows that arrived altogether
   * @return empty if there was none, or it was not over before the last row had arrived
   */
  public static Optional<Drain> of(
      TimeSeries series, List<FaultRecord> faults, long rowsPerSecond, long rows) {
    Optional<FaultRecord> begin = first(faults, BEGINS, 0);
    Optional<FaultRecord> end = begin.flatMap(fault -> first(faults, ENDS, fault.atSeconds()));
    if (rowsPerSecond == 0 || end.isEmpty()) {
      return Optional.empty();
    }
    Arrival arrival = new Arrival(series, (double) rowsPerSecond, (double) rows);
    double usual = arrival.mostOutstanding(SETTLING_SECONDS, begin.get().atSeconds());
    double back = end.get().atSeconds();
    int from = arrival.lastBeforeGrowth(back);
    if (from < 0) {
      return Optional.empty();
    }
    int to = arrival.firstAtMost(usual, from + 1);
    int last = to < 0 ? series.seconds().size() - 1 : to;
    double arrived = arrival.due(last) - arrival.due(from);
    if (arrived <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Drain(
            back,
            arrival.seconds(from),
            to < 0 ? OptionalDouble.empty() : OptionalDouble.of(arrival.seconds(to)),
            (arrival.stored(last) - arrival.stored(from)) / arrived));
  }

  private static Optional<FaultRecord> first(
      List<FaultRecord> faults, Pattern what, double fromSeconds) {
    return faults.stream()
        .filter(fault -> fault.atSeconds() >= fromSeconds)
        .filter(fault -> what.matcher(fault.text()).matches())
        .findFirst();
  }

  /** What was due and what was stored, sample by sample. */
  private record Arrival(TimeSeries series, double rowsPerSecond, double rows) {
    double seconds(int sample) {
      return series.seconds().get(sample);
    }

    double stored(int sample) {
      return Math.min((double) series.rows().get(sample), rows);
    }

    double due(int sample) {
      return Math.min(seconds(sample) * rowsPerSecond, rows);
    }

    double mostOutstanding(double fromSeconds, double toSeconds) {
      double most = rowsPerSecond;
      for (int i = 0; i < series.seconds().size(); i++) {
        if (seconds(i) >= fromSeconds && seconds(i) < toSeconds) {
          most = Math.max(most, due(i) - stored(i));
        }
      }
      return most;
    }

    int lastBeforeGrowth(double fromSeconds) {
      for (int i = 0; i + 1 < series.seconds().size(); i++) {
        if (seconds(i + 1) > fromSeconds && stored(i + 1) > stored(i)) {
          return i;
        }
      }
      return -1;
    }

    int firstAtMost(double outstanding, int from) {
      for (int i = from; i < series.seconds().size(); i++) {
        if (due(i) - stored(i) <= outstanding) {
          return i;
        }
      }
      return -1;
    }
  }
}
