package io.tributary.gatherer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsException;
import io.tributary.service.settings.SettingsReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GathererSettingsTest {
  private static GathererSettings read(String... settings) {
    Map<String, String> map =
        switch (settings.length) {
          case 0 -> Map.of();
          case 2 -> Map.of(settings[0], settings[1]);
          default -> Map.of(settings[0], settings[1], settings[2], settings[3]);
        };
    SettingsReader in = SettingsReader.of(map, null);
    GathererSettings read = GathererSettings.read(in);
    in.finish();
    return read;
  }

  private static List<String> problems(String... settings) {
    return assertThrows(SettingsException.class, () -> read(settings)).problems();
  }

  @Test
  void defaults() {
    GathererSettings settings = read();
    assertEquals(new Address("127.0.0.1", 7171), settings.ingress().listen());
    assertEquals(new Address("127.0.0.1", 7172), settings.management());
    assertTrue(settings.ingress().token().isEmpty());
    assertEquals(256, settings.ingress().maxSessions());
    assertEquals(12 << 20, settings.ingress().limits().maxBatchBytes());
    assertEquals(1536 << 10, settings.ingress().limits().maxQuarantineBatchBytes());
    assertEquals(URI.create("http://127.0.0.1:8123"), settings.clickHouse().url());
    assertEquals("default", settings.clickHouse().database());
    assertEquals(320L << 20, settings.delivery().memory().boundBytes());
    assertEquals(80L << 20, settings.delivery().memory().sharedBytes());
    assertEquals(500_000, settings.delivery().flush().rows());
    assertEquals(64L << 20, settings.delivery().flush().bytes());
    assertEquals(Duration.ofSeconds(1), settings.delivery().flush().interval());
    assertEquals(Duration.ofSeconds(10), settings.delivery().flush().maxInterval());
    assertEquals(100, settings.delivery().insertsPerSecond());
    assertEquals(Duration.ofSeconds(1), settings.delivery().partsCheck());
    assertEquals(Optional.empty(), settings.events());
  }

  @Test
  void datasourcesAreReadWithoutTheSecretsOfKafka(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("main.connection"), "KAFKA_SECRET {{ tb_secret(\"NOT_SET_HERE\") }}\n");
    Files.writeString(
        folder.resolve("topic.datasource"),
        """
        SCHEMA >
            `id` UInt64 `json:$.id`
        KAFKA_CONNECTION_NAME main
        KAFKA_TOPIC events
        KAFKA_GROUP_ID {{ tb_secret("NOT_SET_HERE") }}
        """);
    Files.writeString(folder.resolve("http.datasource"), "SCHEMA >\n    `id` UInt64 `json:$.id`\n");

    assertEquals(
        List.of("http", "topic"),
        read("DATAFILES", folder.toString()).events().orElseThrow().datasources().stream()
            .map(Datasource::name)
            .toList());
  }

  @Test
  void whatIsWrongWithDatasourcesIsAProblem(@TempDir Path folder) throws IOException {
    assertEquals(
        List.of(
            "DATAFILES: no .datasource files in "
                + folder
                + "; name the folder that holds them, or leave it empty"),
        problems("DATAFILES", folder.toString()));
    Files.writeString(folder.resolve("http.datasource"), "ENGINE MergeTree\n");
    List<String> problems = problems("DATAFILES", folder.toString());
    assertTrue(
        problems.getFirst().startsWith("http.datasource:1: SCHEMA has no columns"),
        problems.getFirst());
  }

  @Test
  void managementBeyondLoopbackNeedsAToken() {
    List<String> problems = problems("GATHERER_MANAGEMENT_LISTEN", "0.0.0.0:7172");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("GATHERER_TOKEN"), problems.getFirst());
    read("GATHERER_MANAGEMENT_LISTEN", "0.0.0.0:7172", "GATHERER_TOKEN", "secret");
  }

  @Test
  void overload() {
    GathererSettings settings = read("FLUSH_INTERVAL_MAX", "30s", "MAX_INSERTS_PER_SECOND", "7");
    assertEquals(Duration.ofSeconds(30), settings.delivery().flush().maxInterval());
    assertEquals(7, settings.delivery().insertsPerSecond());
    assertEquals(
        Duration.ofMillis(500), read("PARTS_CHECK_INTERVAL", "500ms").delivery().partsCheck());
  }

  @Test
  void promisesMustFitIntoTheMemory() {
    List<String> problems = problems("GATHERER_MEMORY", "239MiB");
    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().startsWith("MAX_TABLE_STREAMS (20) times BATCH_MAX_BYTES"));
  }

  @Test
  void otherMachinesNeedAToken() {
    assertTrue(problems("GATHERER_LISTEN", "0.0.0.0:7171").getFirst().contains("GATHERER_TOKEN"));
    assertFalse(
        read("GATHERER_LISTEN", "0.0.0.0:7171", "GATHERER_TOKEN", "xyzzy")
            .ingress()
            .toString()
            .contains("xyzzy"));
  }

  @Test
  void credentialsDoNotBelongIntoTheUrl() {
    List<String> problems = problems("CLICKHOUSE_URL", "http://me:secret@host:8123");
    assertTrue(problems.getFirst().contains("CLICKHOUSE_PASSWORD"));
    assertFalse(problems.getFirst().contains("secret"));
  }
}
