package io.tributary.load.scenario;

import io.tributary.protocol.datafile.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One run: what is offered, to which services, what happens to them, and what has to hold.
 *
 * @param faults in the order of the file
 */
public record Scenario(
    Offer offer,
    Topology topology,
    ServiceOptions gatherer,
    ServiceOptions connector,
    List<Fault> faults,
    Expectation expectation) {

  public Scenario {
    faults = List.copyOf(faults);
    for (Fault fault : faults) {
      if (fault.moment() instanceof Fault.AtRows at && at.rows() > offer.rows()) {
        throw new IllegalArgumentException(
            "a fault is due at %d rows, and there are only %d".formatted(at.rows(), offer.rows()));
      }
      int there = topology.count(fault.place());
      if (fault.index() >= there) {
        throw new IllegalArgumentException(
            "there is no %s %d: they are numbered from 0 and there are %d"
                .formatted(fault.place().word(), fault.index(), there));
      }
    }
  }

  /**
   * The rows.
   *
   * @param data which data set
   * @param rows to measure
   * @param warmUpRows that go ahead and are not measured
   * @param rowsPerSecond of the schedule, 0 for as fast as possible
   * @param seed of the data; the same seed gives the same fields
   * @param arrival when the measured rows get into their topics
   */
  public record Offer(
      DataSet data, long rows, long warmUpRows, long rowsPerSecond, long seed, Arrival arrival) {
    public Offer {
      if (rows < 1 || warmUpRows < 0 || rowsPerSecond < 0) {
        throw new IllegalArgumentException("rows, warm-up and rate are not negative: " + rows);
      }
      if (arrival == Arrival.PRELOADED && rowsPerSecond > 0) {
        throw new IllegalArgumentException(
            "preloaded rows have no rate: leave out 'preload', or say 'rate: max'");
      }
    }

    /** Warm-up and measured rows together. */
    public long allRows() {
      return Math.addExact(rows, warmUpRows);
    }

    /** Whether rows have an intended time of their own, so that latency means something. */
    public boolean isScheduled() {
      return rowsPerSecond > 0;
    }
  }

  /** The data sets there are. */
  public enum DataSet {
    /** Flat JSON of about 206 bytes, 8 columns. */
    W,
    /** The same events as Avro of about 100 bytes, with a schema registry. */
    W_AVRO
  }

  /** When the measured rows get into their topics. */
  public enum Arrival {
    /** Before the connectors read them, so that producing costs nothing while it is measured. */
    PRELOADED,
    /** While the connectors read. */
    LIVE
  }

  /**
   * How many of everything.
   *
   * @param topics each with a table of its own
   * @param partitions of each topic
   * @param gatherers over which the connectors are spread
   */
  public record Topology(int topics, int partitions, int connectors, int gatherers) {
    int count(Fault.Place place) {
      return switch (place) {
        case GATHERER -> gatherers;
        case CONNECTOR -> connectors;
        case KAFKA, CLICKHOUSE -> 1;
      };
    }
  }

  /**
   * How a service is started.
   *
   * @param settings that differ from the defaults, by name
   * @param jvm options, such as {@code -Xmx512m}
   */
  public record ServiceOptions(Map<String, String> settings, List<String> jvm) {
    public ServiceOptions {
      settings = Map.copyOf(settings);
      jvm = List.copyOf(jvm);
    }
  }

  /**
   * What has to hold, besides that no row is missing.
   *
   * @param delivery guarantee that the datasources ask for
   * @param duplicates whether a row may be stored twice
   * @param timeout of the whole run, from the first measured row on
   * @param stalled how long nothing may be stored while rows are waiting
   */
  public record Expectation(
      Delivery delivery, Duplicates duplicates, Duration timeout, Duration stalled) {}

  /** Whether a row may be stored twice. */
  public enum Duplicates {
    ALLOWED,
    NONE
  }
}
