package io.tributary.load.scenario;

import io.tributary.load.workload.DataSet;
import io.tributary.protocol.datafile.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    Expectation expectation,
    Profile profile) {

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
   * @param sources all with a rate, or all without
   * @param seed of the data; the same seed gives the same fields
   * @param arrival when the measured rows get into their topics
   * @param warmUpAtRate how long the last of the warm-up rows take, which are sent at the rates; 0
   *     when all are sent as fast as possible
   */
  public record Offer(List<Source> sources, long seed, Arrival arrival, Duration warmUpAtRate) {
    public Offer {
      sources = List.copyOf(sources);
      long scheduled = sources.stream().filter(one -> one.amount().rowsPerSecond() > 0).count();
      if (sources.isEmpty() || (scheduled > 0 && scheduled < sources.size())) {
        throw new IllegalArgumentException("either all sources have a 'rate' or none has");
      }
      if (arrival == Arrival.PRELOADED && scheduled > 0) {
        throw new IllegalArgumentException(
            "preloaded rows have no rate: leave out 'preload', or say 'rate: max'");
      }
      for (Source source : sources) {
        source.amount().warmUpRowsAtRate(warmUpAtRate);
      }
    }

    /** To measure. */
    public long rows() {
      return sources.stream().mapToLong(source -> source.amount().rows()).sum();
    }

    /** That go ahead and are not measured. */
    public long warmUpRows() {
      return sources.stream().mapToLong(source -> source.amount().warmUpRows()).sum();
    }

    /** Of the schedule, 0 for as fast as possible. */
    public long rowsPerSecond() {
      return sources.stream().mapToLong(source -> source.amount().rowsPerSecond()).sum();
    }

    /** Warm-up and measured rows together. */
    public long allRows() {
      return Math.addExact(rows(), warmUpRows());
    }

    /** Whether rows have an intended time of their own, so that latency means something. */
    public boolean isScheduled() {
      return rowsPerSecond() > 0;
    }

    /** Whether all rows are those of data set W, in either format, as they are. */
    boolean isPlainW() {
      Source first = sources.getFirst();
      return sources.size() == 1
          && first.wire().leastBytes() == 0
          && (first.data() == DataSet.W || first.data() == DataSet.W_AVRO);
    }

    /** Of all sources. */
    public int topics() {
      return sources.stream().mapToInt(Source::topics).sum();
    }

    /** For people. */
    public String text() {
      return sources.stream().map(Source::text).collect(Collectors.joining(" and "));
    }
  }

  /** When the measured rows get into their topics. */
  public enum Arrival {
    /** Before the connectors read them, so that producing costs nothing while it is measured. */
    PRELOADED,
    /** While the connectors read. */
    LIVE
  }

  /**
   * How many services.
   *
   * @param connectors instances, each a member of the consumer groups
   * @param gatherers over which the connectors are spread
   * @param connectorHost where the connectors run
   */
  public record Topology(int connectors, int gatherers, ConnectorHost connectorHost) {
    int count(Fault.Place place) {
      return switch (place) {
        case GATHERER -> gatherers;
        case CONNECTOR -> connectorProcesses();
        case KAFKA, CLICKHOUSE -> 1;
      };
    }

    /** Processes in which connectors run. */
    public int connectorProcesses() {
      return connectorHost == ConnectorHost.ONE_PROCESS ? 1 : connectors;
    }
  }

  /** Where connectors run. */
  public enum ConnectorHost {
    /** Each in a process of its own, as they are used. */
    OWN_PROCESSES,
    /** All in one JVM, which tells what an instance costs beside what a JVM costs. */
    ONE_PROCESS
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

  /** Whether gatherers and connectors record what they are busy with. */
  public enum Profile {
    NONE,
    /** They do, which costs them CPU, and the report has flame graphs. */
    FLAME_GRAPHS
  }

  /** Whether a row may be stored twice. */
  public enum Duplicates {
    ALLOWED,
    NONE
  }
}
