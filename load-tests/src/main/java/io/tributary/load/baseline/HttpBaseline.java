package io.tributary.load.baseline;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.process.Merges;
import io.tributary.load.process.MetricsPage;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.process.TableBooks;
import io.tributary.load.scenario.Scenario.ServiceOptions;
import io.tributary.load.workload.DataSet;
import io.tributary.load.workload.MessageSource;
import io.tributary.sandbox.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The product without Kafka and connectors: a gatherer of its own takes the same messages over
 * HTTP, in large bodies with {@code wait=true}, into a table of the same columns and sorting key.
 * The bodies are made and sent by this process, whose CPU is in no figure.
 *
 * @param clickHousePid of the server
 * @param database of the table
 * @param gatherer settings and JVM options of the product's; {@link BulkRequests} adds to them
 * @param folder gets log, datafiles and spool
 */
public record HttpBaseline(
    SqlClient clickHouse,
    long clickHousePid,
    String database,
    ServiceOptions gatherer,
    Path folder) {
  /** Of its runs, and of its datasource and table. */
  private static final String NAME = "http";

  /** Counts attempts to insert. */
  private static final String INSERTS = "tributary_gatherer_inserts_total";

  private static final String FLUSHES = "tributary_gatherer_flushes_total{reason=\"";

  /** Longer than a gatherer takes for an answer ({@code HTTP_ANSWER_TIMEOUT}). */
  private static final Duration ANSWER = Duration.ofSeconds(130);

  /**
   * What is sent.
   *
   * @param data JSON
   * @param messages of the data set, at least as many as rows
   * @param rows to measure
   * @param warmUpRows that go ahead and are not measured
   */
  public record Rows(DataSet data, MessageSource messages, long rows, long warmUpRows) {}

  /**
   * Runs it; blocks until it is done.
   *
   * @param timeout of the warm-up, and again of the measured rows
   * @throws IllegalStateException if a body is not answered with 200, or the table has another
   *     number of rows than were sent
   */
  public BaselineOutcome run(Rows sent, Duration timeout) {
    String address = freeAddress();
    try (ServiceUnderLoad service = service(sent.data(), address);
        BodySender sender =
            new BodySender(
                URI.create("http://" + address),
                "/v0/events?wait=true&name=" + NAME,
                BulkRequests.CONNECTIONS,
                ANSWER)) {
      service.start();
      send(sender, sent.messages(), sent.warmUpRows(), timeout);
      Merges.awaitEnd(clickHouse);
      TableBooks books = new TableBooks(clickHouse, database, List.of(NAME));
      long partsBefore = books.partsMade();
      MetricsPage before = service.metrics();
      ProcessWatch own = watch(service);
      ProcessWatch server =
          new ProcessWatch("clickhouse", () -> OptionalLong.of(clickHousePid), null, List.of());
      own.begin();
      server.begin();
      long began = System.nanoTime();
      send(sender, sent.messages(), sent.rows(), timeout);
      long nanos = System.nanoTime() - began;
      server.look();
      own.lookClosely();
      check(sent.warmUpRows() + sent.rows());
      return new BaselineOutcome(
          nanos / 1e9,
          sent.rows(),
          Math.round(own.grown(INSERTS).orElse(0.0)),
          OptionalLong.of(books.partsMade() - partsBefore),
          List.of(own.figures(), server.figures()),
          List.of(conditions(), "Flushes by reason: " + flushes(before, service.metrics()) + "."));
    }
  }

  private static String conditions() {
    return String.format(
        Locale.ROOT,
        "Bodies of %,d bytes over %d connections with wait=true; the gatherer has %s and %s.",
        BulkRequests.BODY_BYTES,
        BulkRequests.CONNECTIONS,
        BulkRequests.SETTINGS.entrySet().stream()
            .map(Object::toString)
            .collect(Collectors.joining(", ")),
        String.join(" ", BulkRequests.JVM_OPTIONS));
  }

  /** What made buffers due between two looks: {@code age 1, credit 9}. */
  private static String flushes(MetricsPage before, MetricsPage after) {
    List<String> reasons = new ArrayList<>();
    for (String sample : new TreeSet<>(after.samples().keySet())) {
      long grown = Math.round(after.sum(sample) - before.sum(sample));
      if (sample.startsWith(FLUSHES) && grown > 0) {
        String reason = sample.substring(FLUSHES.length(), sample.indexOf('"', FLUSHES.length()));
        reasons.add(reason + " " + grown);
      }
    }
    return String.join(", ", reasons);
  }

  private static void send(BodySender sender, MessageSource messages, long rows, Duration timeout) {
    BodySender.Tally tally =
        sender.send(new NdjsonBodies(messages, rows, BulkRequests.BODY_BYTES), timeout);
    if (!tally.refused().isEmpty()) {
      throw new IllegalStateException(
          "not every body over HTTP was answered with 200, but %d were: %s"
              .formatted(tally.accepted(), tally.refused()));
    }
  }

  private void check(long expected) {
    long there = clickHouse.number("SELECT count() FROM " + database + "." + NAME);
    if (there != expected) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%,d rows over HTTP were answered with 200, and the table has %,d",
              expected,
              there));
    }
  }

  private ServiceUnderLoad service(DataSet data, String address) {
    Map<String, String> settings = new HashMap<>(BulkRequests.SETTINGS);
    settings.putAll(gatherer.settings());
    settings.put("DATAFILES", datafiles(data).toString());
    settings.put("SPOOL", folder.toAbsolutePath().resolve("spool").toString());
    settings.put("HTTP_LISTEN", address);
    // What is measured is the gatherer, not the rate that it is held to.
    settings.put("HTTP_REQUESTS_PER_SECOND", "0");
    return ServiceUnderLoad.gatherer(folder, clickHouse.url(), database, settings)
        .withJvmOptions(gatherer.jvm())
        .withJvmOptions(BulkRequests.JVM_OPTIONS);
  }

  private Path datafiles(DataSet data) {
    Path datafiles = folder.toAbsolutePath().resolve("datafiles");
    try {
      Files.createDirectories(datafiles);
      Files.writeString(
          datafiles.resolve(NAME + ".datasource"),
          "%s\nENGINE MergeTree\nENGINE_SORTING_KEY %s\n"
              .formatted(data.schema(), data.sortingKey()));
      return datafiles;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + datafiles + ": " + e, e);
    }
  }

  private static ProcessWatch watch(ServiceUnderLoad service) {
    return new ProcessWatch(
        "gatherer 0",
        () -> OptionalLong.of(service.running().pid()),
        () -> page(service),
        List.of(INSERTS));
  }

  private static Optional<MetricsPage> page(ServiceUnderLoad service) {
    try {
      return Optional.of(service.metrics());
    } catch (UncheckedIOException e) {
      // The counters are then n/a; the rows count all the same.
      return Optional.empty();
    }
  }

  private static String freeAddress() {
    try {
      return "127.0.0.1:" + Ports.free();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
