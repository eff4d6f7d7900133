package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code tributary datasource adopt} does, says and refuses. */
@SuppressWarnings("NullAway.Init") // started before all tests
class AdoptCommandIT {
  private static final String KAFKA = TestServers.shared().bootstrapServers();
  private static final TestClickHouse SQL = TestServers.shared().clickHouse();
  private static final TopicPartition PARTITION = new TopicPartition("adopted", 0);

  @TempDir private static Path work;
  private static ServiceUnderLoad gatherer;
  private static Admin admin;

  @BeforeAll
  static void start() {
    SQL.createDatabase("adopt");
    SQL.query(
        "CREATE TABLE adopt.clicks (id UInt64, __offset Int64) ENGINE = MergeTree ORDER BY id");
    gatherer = ServiceUnderLoad.gatherer(work, SQL.url(), "adopt", SQL.settings());
    gatherer.start();
    EventProducer.createTopic(KAFKA, PARTITION.topic(), 2);
    try (EventProducer producer = new EventProducer(KAFKA, PARTITION.topic(), 1)) {
      producer.produce(100);
    }
    admin = Admin.create(Map.of("bootstrap.servers", KAFKA));
  }

  @AfterAll
  static void stop() {
    admin.close();
    gatherer.close();
  }

  @Test
  void offsetsGetMarksOfTopicAndTableAsTheyAre() throws Exception {
    commit("moved", 7, "somebody else's");
    assertEquals(
        new CommandRun(
            0,
            """
            partition 0: from offset 7 (committed was 7)
            partition 1: from offset 0 (nothing was committed)
            clicks goes on from there when its connector is started.
            """,
            ""),
        adopt("clicks", "moved", "committed"));
    String uuid =
        SQL.query("SELECT uuid FROM system.tables WHERE database = 'adopt' AND name = 'clicks'");
    String mark = committed("moved").metadata();
    assertTrue(
        mark.matches("tributary/1 run=[0-9a-f]{8} table=" + uuid + " epoch=1 lease=10000 claiming"),
        mark);

    assertEquals(
        new CommandRun(
            0,
            """
            partition 0: from offset 0 (committed was 7)
            partition 1: from offset 0 (committed was 0)
            clicks goes on from there when its connector is started.
            """,
            ""),
        adopt("clicks", "moved", "earliest"));
    assertTrue(committed("moved").metadata().contains(" epoch=2 "));
  }

  @Test
  void groupWithoutOffsetsGetsSome() throws Exception {
    assertEquals(
        new CommandRun(
            0,
            """
            partition 0: from offset 0 (nothing was committed)
            partition 1: from offset 0 (nothing was committed)
            clicks goes on from there when its connector is started.
            """,
            ""),
        adopt("clicks", "unheard_of", "earliest"));
  }

  @Test
  void groupWithMembersIsLeftAlone() throws Exception {
    commit("busy", 7, "");
    try (KafkaConsumer<byte[], byte[]> member =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", KAFKA, "group.id", "busy"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      member.subscribe(List.of(PARTITION.topic()));
      Await.until(
          "it is a member",
          Duration.ofSeconds(30),
          () -> {
            var unused = member.poll(Duration.ofMillis(50));
            return !member.assignment().isEmpty();
          });
      assertEquals(
          new CommandRun(
              1,
              "",
              """
              tributary: consumer group busy has 1 member; stop the connectors that run the datasource; a killed one is forgotten after its KAFKA_SESSION_TIMEOUT [GROUP_IN_USE]
              """),
          adopt("clicks", "busy", "earliest"));
    }
    assertEquals(new OffsetAndMetadata(7, ""), committed("busy"));
  }

  @Test
  void offsetBehindTheEndIsNotTakenOver() throws Exception {
    commit("far", 1_000, "");
    CommandRun run = adopt("clicks", "far", "committed");
    assertEquals(
        "tributary: partition 0 ends at N, before the committed offset 1000: use --from earliest"
            + " [OFFSETS_EXPIRED]",
        run.err().strip().replaceAll("ends at \\d+", "ends at N"));
    assertEquals(1, run.exitCode());
    assertEquals(new OffsetAndMetadata(1_000, ""), committed("far"));
  }

  @Test
  void unknownDatasourceIsNamed() throws Exception {
    CommandRun run = adopt("click", "moved_not", "earliest");
    assertEquals(2, run.exitCode());
    assertEquals(
        "tributary: no datasource 'click' in FOLDER; did you mean clicks?",
        run.err().strip().replaceAll("in /\\S+/datafiles", "in FOLDER"));
  }

  private static void commit(String group, long offset, String metadata) throws Exception {
    admin
        .alterConsumerGroupOffsets(
            group, Map.of(PARTITION, new OffsetAndMetadata(offset, metadata)))
        .all()
        .get();
  }

  private static OffsetAndMetadata committed(String group) throws Exception {
    return Objects.requireNonNull(
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().get(PARTITION));
  }

  private static CommandRun adopt(String datasource, String group, String from) throws IOException {
    Path folder =
        new KafkaProject(
                KAFKA,
                "clicks",
                """
                SCHEMA >
                    `id` UInt64 `json:$.id`
                """,
                "",
                PARTITION.topic(),
                group,
                "earliest")
            .write(work.resolve(group));
    return CommandRun.of(
        "datasource",
        "adopt",
        datasource,
        "--from",
        from,
        "--gatherer",
        gatherer.management(),
        "--datafiles",
        folder.toString());
  }
}
