package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.telemetry.ConnectorMetric;
import io.tributary.gatherer.telemetry.EventsMetric;
import io.tributary.gatherer.telemetry.GathererMetric;
import io.tributary.service.telemetry.Metric;
import io.tributary.service.telemetry.VocabularyPage;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds docs/metrics.md, the dashboard and the alert rules to the vocabularies of both services.
 * After a change of them, run this test with the environment variable {@code WRITE_DOCS=yes}.
 */
class MetricsVocabularyTest {
  private static final Path PAGE = Path.of("..", "docs", "metrics.md");
  private static final Path DASHBOARD =
      Path.of("..", "docker", "grafana", "dashboards", "tributary.json");

  /** What dashboards and alerts use of Micrometer's own meters. */
  private static final Set<String> OF_THE_PROCESS =
      Set.of(
          "jvm_gc_memory_allocated_bytes_total",
          "jvm_gc_pause_seconds_max",
          "jvm_gc_pause_seconds_sum",
          "jvm_memory_used_bytes",
          "log4j2_events_total",
          "process_cpu_usage",
          "process_files_open_files");

  private static final Pattern NAME =
      Pattern.compile("\\b(tributary|jvm|process|system|log4j2)(_[a-z0-9]+)+");

  @Test
  void pageSaysWhatTheServicesCount() throws IOException {
    String page =
        VocabularyPage.render(
            List.of(
                new VocabularyPage.Section(
                    "Gatherer",
                    "What comes in from connectors and goes to ClickHouse.",
                    List.of(GathererMetric.values())),
                new VocabularyPage.Section(
                    "Rows over HTTP",
                    "What comes to a gatherer with `DATAFILES` from producers, and waits in its"
                        + " spool.",
                    List.of(EventsMetric.values())),
                new VocabularyPage.Section(
                    "Connector",
                    "What comes from Kafka and goes to the gatherer, by datasource.",
                    List.of(ConnectorMetric.values()))));
    if ("yes".equals(System.getenv("WRITE_DOCS"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE));
  }

  @Test
  void noNameIsUsedTwice() {
    List<String> names = vocabulary().map(Metric::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana/dashboards/tributary.json", "prometheus/alerts.yml"})
  void everyMetricThatIsLookedAtExists(String file) throws IOException {
    Set<String> known =
        vocabulary().flatMap(metric -> metric.sampleNames().stream()).collect(Collectors.toSet());
    known.addAll(OF_THE_PROCESS);
    Set<String> unknown = new TreeSet<>();
    int found = 0;
    Matcher names = NAME.matcher(Files.readString(Path.of("..", "docker").resolve(file)));
    while (names.find()) {
      found++;
      if (!known.contains(names.group())) {
        unknown.add(names.group());
      }
    }
    assertTrue(found > 0, file);
    assertEquals(Set.of(), unknown);
  }

  @Test
  void panelsOfTheDashboardStandBesideEachOther() throws IOException {
    JsonArray panels = new JsonObject(Files.readString(DASHBOARD)).getJsonArray("panels");
    Set<Integer> ids = new HashSet<>();
    Set<String> places = new HashSet<>();
    for (int i = 0; i < panels.size(); i++) {
      JsonObject panel = panels.getJsonObject(i);
      JsonObject place = panel.getJsonObject("gridPos");
      assertTrue(ids.add(panel.getInteger("id")), panel.getString("title"));
      assertTrue(places.add(place.getInteger("x") + "/" + place.getInteger("y")), place.toString());
      assertTrue(place.getInteger("x") + place.getInteger("w") <= 24, place.toString());
    }
  }

  private static Stream<Metric> vocabulary() {
    return Stream.of(
            (Metric.Entry[]) GathererMetric.values(),
            (Metric.Entry[]) EventsMetric.values(),
            (Metric.Entry[]) ConnectorMetric.values())
        .flatMap(Stream::of)
        .map(Metric.Entry::metric);
  }
}
