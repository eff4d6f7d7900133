package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person reads who started a service with something wrong: one line, and how to mend it. */
class StartErrorsIT {
  private static final TestServers SERVERS = TestServers.shared();
  private static final String NOBODY = "127.0.0.1:1";

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private Path work;

  @BeforeAll
  static void topicAndDatabase() {
    SERVERS.clickHouse().createDatabase("errors");
    EventProducer.createTopic(SERVERS.bootstrapServers(), "known", 1);
  }

  @Test
  void unknownSettingIsNamedWithTheNearestKnownOne() throws Exception {
    Outcome outcome = run("gatherer", Map.of("TRIBUTARY_FLUSH_INTERVL", "1s"));
    assertEquals(2, outcome.exitCode());
    outcome.assertOneLine("FLUSH_INTERVL", "FLUSH_INTERVAL");
  }

  @Test
  void portInUseIsNamedWithItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      Outcome outcome =
          run(
              "gatherer",
              SERVERS
                  .clickHouse()
                  .settings(
                      "GATHERER_LISTEN", address, "GATHERER_MANAGEMENT_LISTEN", "127.0.0.1:0"));
      assertEquals(1, outcome.exitCode());
      outcome.assertOneLine(address, "in use", "GATHERER_LISTEN");
    }
  }

  @Test
  void wrongClickHouseAddressIsNamed() throws Exception {
    Outcome outcome =
        run(
            "gatherer",
            Map.of(
                "CLICKHOUSE_URL", "http://" + NOBODY,
                "STARTUP_TIMEOUT", "1s",
                "GATHERER_LISTEN", "127.0.0.1:0",
                "GATHERER_MANAGEMENT_LISTEN", "127.0.0.1:0"));
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("http://" + NOBODY, "CLICKHOUSE_URL");
  }

  @Test
  void wrongBrokerAddressIsNamed() throws Exception {
    Outcome outcome = connector(datafiles(NOBODY, "known", "ENGINE MergeTree"), NOBODY);
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("events", NOBODY, "KAFKA_BOOTSTRAP_SERVERS");
  }

  @Test
  void encryptionThatTheBrokerDoesNotKnowIsNamed() throws Exception {
    Path folder = datafiles(broker(), "known", "ENGINE MergeTree");
    Files.writeString(
        folder.resolve("local.connection"),
        """
        TYPE kafka
        KAFKA_BOOTSTRAP_SERVERS %s
        KAFKA_KEY reader
        KAFKA_SECRET hunter2
        """
            .formatted(broker()));
    Outcome outcome = connector(folder, NOBODY);
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("events", broker(), "SASL_SSL", "KAFKA_SECURITY_PROTOCOL");
    assertFalse(outcome.stderr().toString().contains("hunter2"), outcome.stderr().toString());
  }

  @Test
  void wrongTopicIsNamed() throws Exception {
    Outcome outcome = connector(datafiles(broker(), "unknown", "ENGINE MergeTree"), NOBODY);
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("events", "unknown", "KAFKA_TOPIC");
  }

  @Test
  void wrongGathererAddressIsNamed() throws Exception {
    Outcome outcome = connector(datafiles(broker(), "known", "ENGINE MergeTree"), NOBODY);
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("events", NOBODY, "GATHERERS");
  }

  @Test
  void missingTableWithoutEngineSaysHowToGetOne() throws Exception {
    try (ServiceUnderLoad gatherer =
        ServiceUnderLoad.gatherer(
            work, SERVERS.clickHouse().url(), "errors", SERVERS.clickHouse().settings())) {
      gatherer.start();
      Outcome outcome = connector(datafiles(broker(), "known", ""), gatherer.listen());
      assertEquals(1, outcome.exitCode());
      outcome.assertOneLine("events", "ENGINE");
    }
  }

  @Test
  void brokenDatafileIsNamedWithItsLine() throws Exception {
    Path folder = datafiles(broker(), "known", "ENGIN MergeTree");
    Outcome outcome = connector(folder, NOBODY);
    assertEquals(2, outcome.exitCode());
    outcome.assertOneLine("events.datasource:4", "ENGIN", "ENGINE");
  }

  @Test
  void projectWithoutKafkaIsNothingForAConnector() throws Exception {
    Path folder = Files.createDirectories(work.resolve("http"));
    Files.writeString(
        folder.resolve("clicks.datasource"), "SCHEMA >\n    `id` UInt64 `json:$.id`\n");
    Outcome outcome = connector(folder, NOBODY);
    assertEquals(1, outcome.exitCode());
    outcome.assertOneLine("no .datasource file with KAFKA_* settings", folder.toString());
  }

  private static String broker() {
    return SERVERS.bootstrapServers();
  }

  private Path datafiles(String bootstrapServers, String topic, String engine) throws IOException {
    return new KafkaProject(
            bootstrapServers,
            "events",
            """
            SCHEMA >
                `id` UInt64 `json:$.id`
            """,
            engine,
            topic,
            "readers",
            "latest")
        .write(work);
  }

  private static Outcome connector(Path datafiles, String gatherer) throws Exception {
    return run(
        "connector",
        Map.of(
            "DATAFILES", datafiles.toString(),
            "GATHERERS", gatherer,
            "KAFKA_TIMEOUT", "2s",
            "STARTUP_TIMEOUT", "2s",
            "CONNECTOR_MANAGEMENT_LISTEN", "127.0.0.1:0"));
  }

  private static Outcome run(String command, Map<String, String> env) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Tributary.class.getName(),
            command);
    builder.environment().putAll(new HashMap<>(env));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      List<String> lines =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .toList();
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running: " + lines);
      return new Outcome(process.exitValue(), lines);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Lines of the log begin with the time; everything else is for the person who started it. */
  private record Outcome(int exitCode, List<String> stderr) {
    void assertOneLine(String... words) {
      List<String> said = stderr.stream().filter(line -> !line.matches("^\\d.*")).toList();
      assertEquals(1, said.size(), "lines: " + stderr);
      for (String word : words) {
        assertTrue(said.getFirst().contains(word), word + " is missing in: " + said.getFirst());
      }
      assertNotEquals(0, exitCode);
    }
  }
}
