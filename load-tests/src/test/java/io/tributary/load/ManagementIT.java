package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.telemetry.ConnectorMetric;
import io.tributary.gatherer.telemetry.GathererMetric;
import io.tributary.load.process.Await;
import io.tributary.load.process.MetricsPage;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.telemetry.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the management ports show of services that work. The two pages stay under {@code
 * target/metrics}, where {@code .ci/check-metrics} has Prometheus' own tool look at them.
 */
class ManagementIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String NAME = "management";
  private static final long ROWS = 20_000;
  private static final Path PAGES = Path.of("target", "metrics");
  private static final Sandbox SANDBOX = Sandbox.shared();
  private static final String KAFKA = SANDBOX.kafka().bootstrapServers();

  @Test
  void pagesShowTheVocabularyAndReasonsFollowTheSession(@TempDir Path work) throws Exception {
    SANDBOX.clickHouse().createDatabase(NAME);
    EventProducer.createTopic(KAFKA, NAME, 2);
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(
                work, SANDBOX.clickHouse().url(), NAME, Map.of("FLUSH_INTERVAL", "100ms"));
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, project(work), gatherer.listen(), Map.of());
        EventProducer producer = new EventProducer(KAFKA, NAME, 1)) {
      gatherer.start();
      connector.start();
      producer.produce(ROWS);
      Await.until("all rows are settled and no lag is left", LIMIT, () -> isThrough(connector));
      save(gatherer, "gatherer", GathererMetric.values());
      save(connector, "connector", ConnectorMetric.values());
      assertEquals("200 ready\n", look(connector, "/ready"));
      assertEquals("200 live\n", look(connector, "/live"));
      gatherer.kill();
      Await.until(
          "the lost session is the reason not to be ready",
          LIMIT,
          () ->
              look(connector, "/ready")
                  .matches("503 datasource management: no gatherer session for [0-9]+ s\n"));
      gatherer.start();
      Await.until("ready again", LIMIT, () -> look(connector, "/ready").equals("200 ready\n"));
    }
  }

  private static boolean isThrough(ServiceUnderLoad connector) {
    MetricsPage page;
    try {
      page = connector.metrics();
    } catch (UncheckedIOException e) {
      return false; // A busy machine: look again.
    }
    String lag = ConnectorMetric.LAG.metric().name();
    return page.samples().keySet().stream().anyMatch(name -> name.startsWith(lag))
        && page.sum(lag) == 0
        && page.sum(ConnectorMetric.ROWS_SETTLED.metric().name()) == ROWS;
  }

  private static void save(ServiceUnderLoad service, String name, Metric.Entry[] vocabulary)
      throws IOException {
    String page = look(service, "/metrics").substring("200 ".length());
    for (Metric.Entry entry : vocabulary) {
      for (String sample : entry.metric().sampleNames()) {
        assertTrue(page.lines().anyMatch(line -> line.matches(sample + "(\\{.*)? .*")), sample);
      }
    }
    Files.createDirectories(PAGES);
    Files.writeString(PAGES.resolve(name + ".prom"), page);
  }

  /** Status and body. */
  private static String look(ServiceUnderLoad service, String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + service.management() + path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path project(Path work) throws IOException {
    return new KafkaProject(
            KAFKA,
            NAME,
            ClickEvents.SCHEMA,
            "ENGINE MergeTree\nENGINE_SORTING_KEY action, timestamp",
            NAME,
            "readers-" + NAME,
            "earliest")
        .write(work);
  }
}
