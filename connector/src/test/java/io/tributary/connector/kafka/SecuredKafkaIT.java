package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.claim.PartitionClaim.Start;
import io.tributary.connector.telemetry.LagMeters;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.sandbox.SecuredKafka;
import io.tributary.service.process.StartException;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A broker that wants encryption and a login, reached by what a connection file says. */
class SecuredKafkaIT {
  private static final String TOPIC = "secured";
  private static final String PASSWORD = "it's \"50%\" \\ secure; #1 = zoë";
  private static final long SECONDS = 20;

  private static SecuredKafka kafka;
  private static Vertx vertx;

  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  @TempDir
  private Path folder;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    vertx = Vertx.vertx();
    kafka = SecuredKafka.start(work, "reader", PASSWORD);
    Map<String, Object> plaintext = Map.of("bootstrap.servers", kafka.server().bootstrapServers());
    try (Admin admin = Admin.create(plaintext);
        KafkaProducer<String, String> producer =
            new KafkaProducer<>(plaintext, new StringSerializer(), new StringSerializer())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
      for (int i = 0; i < 10; i++) {
        var unused = producer.send(new ProducerRecord<>(TOPIC, "value " + i));
      }
    }
  }

  @AfterAll
  static void stop() {
    kafka.close();
    var unused = vertx.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PLAIN", "SCRAM-SHA-512"})
  void recordsAreReadAndReadAgain(String mechanism) throws Exception {
    SourceSettings settings =
        settings(kafka.bootstrapServers(), "KAFKA_SASL_MECHANISM " + mechanism, kafka.caPem());

    assertEquals(1, await(TopicIdentity.of(vertx, settings)).partitions());
    assertEquals("value 0", firstValue(settings));
    var again = await(new RecordFetcher(vertx, settings).fetch(0, List.of(7L), () -> true));
    assertEquals("value 7", text(Objects.requireNonNull(again.records().get(7L)).value()));
  }

  @Test
  void wrongPasswordIsSaidWithItsSettings() throws Exception {
    for (String mechanism : List.of("PLAIN", "SCRAM-SHA-512")) {
      SourceSettings settings =
          settings(
              kafka.bootstrapServers(),
              "KAFKA_SASL_MECHANISM " + mechanism + "\nKAFKA_SECRET hunter2",
              kafka.caPem());

      String line = startLine(settings);
      assertTrue(
          line.startsWith(
              "datasource events: the login at " + kafka.bootstrapServers() + " fails (Authen"),
          line);
      assertTrue(
          line.endsWith(
              "; correct KAFKA_KEY, KAFKA_SECRET or KAFKA_SASL_MECHANISM in main.connection"
                  + " [KAFKA_LOGIN_REFUSED]"),
          line);
      assertFalse(line.contains("hunter2"), line);
    }
  }

  @Test
  void wrongPasswordEndsARunningSource() throws Exception {
    SourceSettings settings =
        settings(kafka.bootstrapServers(), "KAFKA_SECRET hunter2", kafka.caPem());

    Throwable thrown =
        assertThrows(ExecutionException.class, () -> firstValue(settings)).getCause();
    PollFailure failure = PollFailure.of(Objects.requireNonNull(thrown), settings);
    assertInstanceOf(PollFailure.Fatal.class, failure);
    assertTrue(failure.message().endsWith("[KAFKA_LOGIN_REFUSED]"), failure.message());
  }

  @Test
  void unknownAuthorityIsSaid() throws Exception {
    String line = startLine(settings(kafka.bootstrapServers(), "", otherCa()));
    assertTrue(
        line.contains(
            "the certificate of the brokers at " + kafka.bootstrapServers() + " is not trusted"),
        line);
    assertTrue(line.contains("; set KAFKA_SSL_CA_PEM in main.connection"), line);
    assertTrue(line.endsWith("[KAFKA_NOT_TRUSTED]"), line);
  }

  @Test
  void certificateForAnotherHostIsSaid() throws Exception {
    String servers = kafka.bootstrapServersOfAnotherName();
    String line = startLine(settings(servers, "", kafka.caPem()));
    assertTrue(
        line.contains("certificate of the brokers at " + servers + " is for another host"), line);
    assertTrue(line.contains("KAFKA_BOOTSTRAP_SERVERS"), line);
    assertTrue(line.endsWith("[KAFKA_NOT_TRUSTED]"), line);
  }

  @Test
  void wrongProtocolIsAmongWhatMayBeWrong() throws Exception {
    // A broker that wants encryption is silent to who speaks without.
    assertEquals(
        "datasource events: no Kafka broker answers to PLAINTEXT at "
            + kafka.bootstrapServers()
            + " within 2 s; start Kafka, or correct KAFKA_BOOTSTRAP_SERVERS or"
            + " KAFKA_SECURITY_PROTOCOL [KAFKA_UNREACHABLE]",
        startLine(
            settings(
                kafka.bootstrapServers(), "KAFKA_SECURITY_PROTOCOL PLAINTEXT", kafka.caPem())));
  }

  @Test
  void mechanismThatTheBrokerDoesNotTakeIsSaid() throws Exception {
    SourceSettings settings =
        settings(kafka.bootstrapServers(), "KAFKA_SASL_MECHANISM SCRAM-SHA-256", kafka.caPem());

    String line = startLine(settings);
    assertTrue(line.contains("know no such login (Client SASL mechanism 'SCRAM-SHA-256'"), line);
    assertTrue(
        line.endsWith("; correct KAFKA_SASL_MECHANISM in main.connection [KAFKA_LOGIN_REFUSED]"),
        line);
  }

  /** What a file with these settings says; one that is given here replaces the usual one. */
  private SourceSettings settings(String servers, String given, String caPem) throws Exception {
    String secret = given.contains("KAFKA_SECRET") ? "" : "KAFKA_SECRET {{ tb_secret(\"P\") }}";
    Files.writeString(
        folder.resolve("main.connection"),
        """
        TYPE kafka
        KAFKA_BOOTSTRAP_SERVERS %s
        KAFKA_KEY reader
        KAFKA_SSL_CA_PEM >
            {{ tb_secret("CA") }}
        %s
        %s
        """
            .formatted(servers, secret, given));
    Connection connection =
        Datafiles.load(folder, Map.of("P", PASSWORD, "CA", caPem)::get).connections().get("main");
    return new SourceSettings(
        "events",
        Objects.requireNonNull(connection),
        TOPIC,
        "readers-" + System.nanoTime(),
        SourceSettings.Reset.EARLIEST,
        new SourceSettings.Timeouts(
            Duration.ofSeconds(2), Duration.ofSeconds(6), Duration.ofMinutes(1)));
  }

  private static String otherCa() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(SecuredKafkaIT.class.getResourceAsStream("other-ca.pem"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String startLine(SourceSettings settings) {
    Throwable thrown =
        assertThrows(ExecutionException.class, () -> await(TopicIdentity.of(vertx, settings)))
            .getCause();
    return String.valueOf(assertInstanceOf(StartException.class, thrown).getMessage());
  }

  /** The value of the first record that a source polls. */
  private static String firstValue(SourceSettings settings) throws Exception {
    CompletableFuture<String> value = new CompletableFuture<>();
    LagMeters lag = new PipelineMeters(new Meters(), "events", 1).lag();
    vertx
        .getOrCreateContext()
        .runOnContext(
            v -> {
              Readers readers = new Readers();
              KafkaSource source = new KafkaSource(vertx, settings, readers, lag);
              readers.source = source;
              source
                  .subscribe(new KafkaSource.Goal(1, new UUID(0, 1), 1_000))
                  .onFailure(value::completeExceptionally)
                  .onSuccess(subscribed -> poll(source, value));
              var unusedClosing =
                  value.whenComplete(
                      (text, failure) -> {
                        Future<Void> unused = source.close();
                      });
            });
    return value.get(SECONDS, TimeUnit.SECONDS);
  }

  private static void poll(KafkaSource source, CompletableFuture<String> value) {
    source
        .poll(Duration.ofMillis(100))
        .onFailure(value::completeExceptionally)
        .onSuccess(
            polled -> {
              ConsumerRecords<ByteBuffer, ByteBuffer> records = polled.records();
              if (records.isEmpty()) {
                poll(source, value);
              } else {
                value.complete(text(records.iterator().next().value()));
              }
            });
  }

  private static String text(ByteBuffer value) {
    return StandardCharsets.UTF_8.decode(value).toString();
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
  }

  /** Reads whatever is assigned, without a claim. */
  private static final class Readers implements KafkaSource.Assignment {
    private @Nullable KafkaSource source;

    @Override
    public void assigned(Map<Integer, Start> starts) {
      Future<Void> unused = Objects.requireNonNull(source).resume(starts.keySet());
    }

    @Override
    public void revoked(Set<Integer> partitions) {}

    @Override
    public void refused(String line) {}
  }
}
