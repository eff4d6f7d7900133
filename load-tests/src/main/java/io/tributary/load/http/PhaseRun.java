package io.tributary.load.http;

import io.tributary.load.baseline.BulkRequests;
import io.tributary.load.http.HttpLoadOptions.Offer;
import io.tributary.load.http.proof.RequestProof;
import io.tributary.load.http.proof.Verdict;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessWatch;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * Runs phases on a deployment that serves.
 *
 * <p>Thread: the run's.
 */
final class PhaseRun {
  /** Name of the datasource that the warm-up goes to. */
  static final String WARM_UP = "warm_up";

  private static final int WARM_UP_CONNECTIONS = 64;

  private final EventsDeployment deployment;
  private final Offer offer;

  PhaseRun(EventsDeployment deployment, Offer offer) {
    this.deployment = deployment;
    this.offer = offer;
  }

  /**
   * The gatherer's JVM compiles what the phases use: half of the time without and half with {@code
   * wait=true}, or a third each and bodies of {@code bulk} if that is one of the phases.
   */
  void warmUp(Duration time, List<HttpPhase> phases) {
    boolean bulk = phases.contains(HttpPhase.BULK);
    Duration each = time.dividedBy(bulk ? 3 : 2);
    LoadRequests small = LoadRequests.ofRows(~offer.seed(), 1, offer.rowsPerRequest());
    int connections = Math.min(offer.connections(), WARM_UP_CONNECTIONS);
    warmUp("", small, connections, each);
    warmUp("&wait=true", small, connections, each);
    if (bulk) {
      LoadRequests large = LoadRequests.ofBytes(~offer.seed(), BulkRequests.BODY_BYTES);
      warmUp("&wait=true", large, bulkConnections(), each);
    }
  }

  private void warmUp(String wait, LoadRequests requests, int connections, Duration time) {
    Producers.Target target = gatherer("/v0/events?name=" + WARM_UP + wait);
    try (Producers producers = new Producers(target, new Pace(connections, 0), requests, 1)) {
      producers.connect();
      double unused = producers.run(time);
    }
  }

  private int bulkConnections() {
    return Math.min(BulkRequests.CONNECTIONS, offer.connections());
  }

  /** Runs one. */
  PhaseResult run(HttpPhase phase, Duration time) {
    if (phase.isDirect()) {
      String unused = deployment.sql().query(create(phase));
    }
    int pipelined = phase == HttpPhase.ONE_ROW ? offer.pipelined() : 1;
    try (Producers producers =
        new Producers(target(phase), pace(phase), requests(phase), pipelined)) {
      producers.connect();
      List<ProcessWatch> watches = deployment.watches();
      watches.forEach(ProcessWatch::begin);
      double seconds = producers.run(time);
      PhaseTally tally = producers.tally();
      // What it costs to store them belongs to the phase; that some never come, the proof says.
      long unused = Arrival.of(tally.rows(), () -> rows(phase));
      List<ProcessFigures> processes =
          watches.stream().peek(ProcessWatch::lookClosely).map(ProcessWatch::figures).toList();
      PhaseResult.Cost cost =
          new PhaseResult.Cost(processes, inserts(phase, watches.getFirst()), parts(phase));
      Verdict verdict =
          new RequestProof(deployment.sql(), deployment.database(), phase.table())
              .take(producers.pages());
      stopMerges(phase);
      return new PhaseResult(
          phase,
          seconds,
          tally.requests(),
          tally.rows(),
          tally.errors(),
          tally.requestsNotSent(),
          tally.latency(),
          cost,
          verdict);
    }
  }

  private Producers.Target target(HttpPhase phase) {
    String path = phase.path(deployment.database());
    if (!phase.isDirect()) {
      return gatherer(path);
    }
    URI server = URI.create(deployment.sql().url());
    return new Producers.Target(server.getHost(), server.getPort(), path);
  }

  private Producers.Target gatherer(String path) {
    return new Producers.Target("127.0.0.1", deployment.httpPort(), path);
  }

  private Pace pace(HttpPhase phase) {
    int connections = phase == HttpPhase.BULK ? bulkConnections() : offer.connections();
    return new Pace(connections, phase.isPaced() ? offer.requestsPerSecond() : 0);
  }

  private LoadRequests requests(HttpPhase phase) {
    return switch (phase) {
      case ONE_ROW -> LoadRequests.ofRows(offer.seed(), 1, 1);
      case BULK -> LoadRequests.ofBytes(offer.seed(), BulkRequests.BODY_BYTES);
      case ACCEPTED, STORED, DIRECT, DIRECT_ASYNC ->
          LoadRequests.ofRows(offer.seed(), 1, offer.rowsPerRequest());
    };
  }

  private String create(HttpPhase phase) {
    return "CREATE TABLE %s.%s (%s) ENGINE = MergeTree ORDER BY (request, row)"
        .formatted(deployment.database(), phase.table(), LoadRequests.COLUMNS);
  }

  private long rows(HttpPhase phase) {
    return deployment
        .sql()
        .number("SELECT sum(rows) FROM system.parts WHERE active AND " + ours(phase));
  }

  private static OptionalLong inserts(HttpPhase phase, ProcessWatch gatherer) {
    return phase.isDirect()
        ? OptionalLong.empty()
        : gatherer.grown(EventsDeployment.INSERTS).stream().mapToLong(Math::round).findFirst();
  }

  /** Each part that an insert makes takes the next number. */
  private long parts(HttpPhase phase) {
    return deployment
        .sql()
        .number("SELECT max(max_block_number) FROM system.parts WHERE " + ours(phase));
  }

  private String ours(HttpPhase phase) {
    return "database = '%s' AND table = '%s'".formatted(deployment.database(), phase.table());
  }

  /** They would go on into the next phase's time. */
  private void stopMerges(HttpPhase phase) {
    boolean isThere =
        deployment.sql().number("SELECT count() FROM system.parts WHERE " + ours(phase)) > 0;
    if (isThere) {
      String unused =
          deployment
              .sql()
              .query("SYSTEM STOP MERGES " + deployment.database() + "." + phase.table());
    }
  }
}
