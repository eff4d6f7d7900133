package io.tributary.cli.quickstart;

import io.tributary.cli.terminal.ProgressLine;
import io.tributary.cli.terminal.TextTable;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.Ports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the main job on real servers, each in a process of its own: events into a topic of six
 * partitions, through a connector and a gatherer, into a ClickHouse table. Shows what happens and
 * checks at the end that every event is there once.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class Quickstart {
  private static final int PARTITIONS = 6;
  private static final long SEED = 42;
  private static final Duration STALLED = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Path work;
  private final long rows;
  private final Afterwards afterwards;
  private final PrintWriter out;

  /** What happens when the checks are done. */
  public enum Afterwards {
    STOP,
    KEEP
  }

  /**
   * @param work folder for data and logs; emptied first
   * @param rows events to send
   */
  public Quickstart(Path work, long rows, Afterwards afterwards, PrintWriter out) {
    this.work = work;
    this.rows = rows;
    this.afterwards = afterwards;
    this.out = out;
  }

  /** True when every check held. */
  public boolean run() {
    long began = System.nanoTime();
    say("Tributary quickstart: " + ProgressLine.count(rows) + " events, Kafka to ClickHouse");
    say("");
    WorkFolder.empty(work);
    try (QuickstartServers servers = QuickstartServers.start(work, this::step, this::say)) {
      return run(servers, QuickstartProject.write(work, servers.bootstrapServers()), began);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + work + ": " + e.getMessage(), e);
    }
  }

  private boolean run(QuickstartServers servers, Path project, long began) throws IOException {
    EventOverHttp event = new EventOverHttp("127.0.0.1:" + Ports.free());
    Map<String, String> settings = new HashMap<>(servers.clickHouseSettings());
    settings.put("DATAFILES", project.toAbsolutePath().toString());
    settings.put("HTTP_LISTEN", event.address());
    settings.put("SPOOL", work.resolve("spool").toAbsolutePath().toString());
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, servers.clickHouse().url(), QuickstartProject.DATABASE, settings);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, project, gatherer.listen(), Map.of())) {
      timed(
          "gatherer",
          () -> gatherer.start(),
          "listens on " + gatherer.listen() + ", for HTTP on " + event.address());
      EventProducer.createTopic(servers.bootstrapServers(), QuickstartProject.TOPIC, PARTITIONS);
      timed(
          "connector",
          () -> connector.start(),
          "reads topic " + QuickstartProject.TOPIC + ", " + PARTITIONS + " partitions");
      say("");
      boolean kept = new QuickstartRun(servers, gatherer, connector).run() && send(event);
      say(
          String.format(
              Locale.ROOT,
              "%nDone in %.1f s. Logs are in %s",
              (System.nanoTime() - began) / 1e9,
              work));
      if (afterwards == Afterwards.KEEP) {
        keep(servers, gatherer, event);
      }
      return kept;
    }
  }

  private boolean send(EventOverHttp event) {
    say("");
    say("Without Kafka");
    say("  " + event.command());
    long began = System.nanoTime();
    HttpResponse<String> answer = event.send();
    boolean stored = answer.statusCode() == 200;
    say(
        String.format(
            Locale.ROOT,
            "  %-70s %5.1f s",
            stored ? answer.body() : answer.statusCode() + " " + answer.body(),
            (System.nanoTime() - began) / 1e9));
    return stored;
  }

  /** The part between "everything runs" and "everything is checked". */
  private final class QuickstartRun {
    private final QuickstartServers servers;
    private final ServiceUnderLoad gatherer;
    private final ServiceUnderLoad connector;
    private final SqlClient sql;

    QuickstartRun(
        QuickstartServers servers, ServiceUnderLoad gatherer, ServiceUnderLoad connector) {
      this.servers = servers;
      this.gatherer = gatherer;
      this.connector = connector;
      this.sql = servers.clickHouse();
    }

    boolean run() {
      long began = System.nanoTime();
      try (EventProducer producer =
          new EventProducer(servers.bootstrapServers(), QuickstartProject.TOPIC, SEED)) {
        CompletableFuture<Void> producing =
            CompletableFuture.runAsync(() -> producer.produce(rows));
        watch(producer, producing, began);
      }
      long seconds = (System.nanoTime() - began + 999_999_999L) / 1_000_000_000L;
      OffsetProof proof = awaitCommits();
      Checks checks =
          Checks.of(
              new Checks.Counted(
                  rows,
                  PARTITIONS,
                  (long) gatherer.metrics().sum("tributary_gatherer_inserts_total"),
                  (long) gatherer.metrics().sum("tributary_gatherer_batches_received_total"),
                  parts(),
                  seconds),
              proof);
      say("Checked");
      checks.results().forEach(result -> say(result.toString()));
      say("");
      say(
          String.format(
              Locale.ROOT,
              "Event to stored   p50 %.2f s   p99 %.2f s",
              latency("0.5"),
              latency("0.99")));
      showSampleQuery();
      return checks.allKept();
    }

    private void watch(EventProducer producer, CompletableFuture<Void> producing, long beganNanos) {
      ProgressLine line = new ProgressLine(out);
      long stored = 0;
      long lastMoved = System.nanoTime();
      while (stored < rows) {
        Await.pause(LOOK_EVERY);
        if (producing.isCompletedExceptionally()) {
          producing.join();
        }
        long now = stored();
        lastMoved = now == stored ? lastMoved : System.nanoTime();
        stored = now;
        long seen = stored;
        if (System.nanoTime() - lastMoved > STALLED.toNanos()) {
          throw new IllegalStateException(
              "nothing was stored for "
                  + STALLED.toSeconds()
                  + " s; the reason is in "
                  + gatherer.log()
                  + " or "
                  + connector.log());
        }
        line.show(() -> progress(producer.acknowledged(), seen, beganNanos));
      }
      line.end(progress(producer.acknowledged(), stored, beganNanos));
      say("");
    }

    private String progress(long produced, long stored, long beganNanos) {
      double seconds = (System.nanoTime() - beganNanos) / 1e9;
      return String.format(
          Locale.ROOT,
          "  %4.0f s   produced %s   stored %s   %s rows/s   parts %d",
          seconds,
          ProgressLine.count(produced),
          ProgressLine.count(stored),
          ProgressLine.count((long) (stored / seconds)),
          parts());
    }

    /** Offsets are committed once a second; the last commit may still be on its way. */
    private OffsetProof awaitCommits() {
      OffsetProof.Place place =
          new OffsetProof.Place(
              servers.bootstrapServers(),
              QuickstartProject.TOPIC,
              QuickstartProject.GROUP,
              sql,
              table());
      OffsetProof proof = OffsetProof.look(place);
      for (int looks = 0; looks < 20 && !proof.behind().isEmpty(); looks++) {
        Await.pause(LOOK_EVERY);
        proof = OffsetProof.look(place);
      }
      return proof;
    }

    private long stored() {
      return sql.number("SELECT count() FROM " + table());
    }

    /** Parts that inserts made; merges make parts of higher levels. */
    private long parts() {
      return sql.number(
          "SELECT count() FROM system.parts WHERE level = 0 AND database = '"
              + QuickstartProject.DATABASE
              + "' AND table = '"
              + QuickstartProject.TABLE
              + "'");
    }

    private double latency(String quantile) {
      return connector
          .metrics()
          .value("tributary_connector_event_to_stored_seconds", "quantile", quantile);
    }

    private void showSampleQuery() {
      String query =
          "SELECT action, count() AS events, uniq(user_id) AS users, round(sum(amount)) AS amount"
              + " FROM "
              + table()
              + " GROUP BY action ORDER BY events DESC";
      say("");
      say(query);
      TextTable.lines(sql.query(query + " FORMAT TSVWithNames")).forEach(Quickstart.this::say);
    }
  }

  private static String table() {
    return QuickstartProject.DATABASE + "." + QuickstartProject.TABLE;
  }

  private void keep(QuickstartServers servers, ServiceUnderLoad gatherer, EventOverHttp event) {
    String clickHouse = servers.clickHouse().url();
    say("");
    say("Everything keeps running until Ctrl-C:");
    say("  Kafka        " + servers.bootstrapServers());
    say("  ClickHouse   " + clickHouse);
    say("  gatherer     " + gatherer.listen() + ", metrics http://" + gatherer.management());
    say("Things to try:");
    say(
        "  produce  echo '{\"action\":\"hello\",\"user_id\":1}' | kcat -P -b "
            + servers.bootstrapServers()
            + " -t "
            + QuickstartProject.TOPIC
            + "   (or any client)");
    say("  send     " + event.command());
    say("  query    curl " + clickHouse + " -d 'SELECT count() FROM " + table() + "'");
    say("  look     curl http://" + gatherer.management() + "/metrics");
    out.flush();
    CountDownLatch interrupted = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(interrupted::countDown, "quickstart-stop"));
    try {
      interrupted.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void timed(String name, Runnable start, String what) {
    long began = System.nanoTime();
    start.run();
    step(name, what, System.nanoTime() - began);
  }

  private void step(String name, String what, long nanos) {
    say(String.format(Locale.ROOT, "  %-10s  %-58s %5.1f s", name, what, nanos / 1e9));
  }

  private void say(String line) {
    out.println(line);
    out.flush();
  }
}
