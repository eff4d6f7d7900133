package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.claim.CommitMark;
import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.sandbox.Sandbox;
import io.tributary.service.process.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What an operator sees of a topic and does to its group. The topic's partition 0 has: 0 to 9
 * expired, 10 to 14 records, 15 a committed one and 16 its marker, 17 to 19 aborted ones and 20
 * their marker, 21 to 24 records, 25 one of a transaction that stays open, 26 a record behind it.
 */
@SuppressWarnings("NullAway.Init") // started before all tests
class TopicRecordsIT {
  private static final String KAFKA = Sandbox.shared().kafka().bootstrapServers();
  private static final String TOPIC = "looked_at";
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final UUID TABLE = new UUID(1, 2);

  private static Admin admin;
  private static KafkaProducer<String, String> open;

  @BeforeAll
  static void produce() throws Exception {
    admin = Admin.create(Map.of("bootstrap.servers", KAFKA));
    admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    plainly(15);
    try (KafkaProducer<String, String> transactions = producer("looked-at")) {
      transactions.initTransactions();
      transactions.beginTransaction();
      send(transactions, 1);
      transactions.commitTransaction();
      transactions.beginTransaction();
      send(transactions, 3);
      transactions.flush();
      transactions.abortTransaction();
    }
    plainly(4);
    open = producer("looked-at-open");
    open.initTransactions();
    open.beginTransaction();
    send(open, 1);
    open.flush();
    plainly(1);
    admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(10))).all().get();
  }

  @AfterAll
  static void close() {
    open.close(Duration.ZERO);
    admin.close();
  }

  @Test
  void eachOffsetIsToldApart() {
    try (TopicRecords records = new TopicRecords(settings("nobody"))) {
      assertEquals(
          new TopicRecords.Presence(
              OffsetSet.of(List.of(new OffsetRange(10, 15), new OffsetRange(21, 24))),
              OffsetSet.between(16, 21),
              OffsetSet.between(3, 10),
              OffsetSet.between(25, 41)),
          records.look(0, List.of(new OffsetRange(3, 40))));
      assertEquals(
          new TopicRecords.Presence(
              OffsetSet.of(List.of(new OffsetRange(12, 12), new OffsetRange(22, 23))),
              OffsetSet.between(18, 19),
              OffsetSet.EMPTY,
              OffsetSet.EMPTY),
          records.look(
              0,
              List.of(new OffsetRange(12, 12), new OffsetRange(18, 18), new OffsetRange(22, 23))));
    }
  }

  @Test
  void groupGoesBackToAHoleButNeverForward() throws Exception {
    commit("rewound", 23, "");
    Rewind rewind = new Rewind(settings("rewound"), TABLE);
    assertEquals(List.of(new Rewind.Rewound(0, 23, 12)), rewind.to(Map.of(0, 12L)));
    OffsetAndMetadata committed = committed("rewound");
    assertEquals(12, committed.offset());
    CommitMark mark = CommitMark.of(committed.metadata()).orElseThrow();
    assertEquals(TABLE, mark.table());
    assertEquals(new CommitMark.State.Claiming(), mark.state());

    assertEquals(List.of(new Rewind.Rewound(0, 12, 12)), rewind.to(Map.of(0, 20L)));
    assertEquals(committed, committed("rewound"));

    assertEquals(List.of(new Rewind.Rewound(0, 12, 10)), rewind.to(Map.of(0, 4L)));
    assertEquals(10, committed("rewound").offset());
  }

  @Test
  void groupOfAnotherTableIsLeftAlone() throws Exception {
    commit("elsewhere", 23, "");
    new Rewind(settings("elsewhere"), new UUID(3, 4)).to(Map.of(0, 20L));
    OffsetAndMetadata before = committed("elsewhere");
    String told =
        assertThrows(
                StartException.class,
                () -> new Rewind(settings("elsewhere"), TABLE).to(Map.of(0, 12L)))
            .getMessage();
    assertTrue(String.valueOf(told).contains("TABLE_REPLACED"), told);
    assertEquals(before, committed("elsewhere"));
  }

  @Test
  void groupWithoutAnOffsetIsNotGivenOne() {
    String told =
        assertThrows(
                StartException.class,
                () -> new Rewind(settings("unheard_of"), TABLE).to(Map.of(0, 12L)))
            .getMessage();
    assertEquals(
        "consumer group unheard_of has no offset of partition 0 of topic looked_at: run tributary"
            + " datasource adopt events --from earliest, which fills the holes, too [GROUP_LOST]",
        told);
  }

  private static SourceSettings settings(String group) {
    Duration timeout = Duration.ofSeconds(3);
    return new SourceSettings(
        "events",
        Connection.plaintext("local", KAFKA),
        TOPIC,
        group,
        SourceSettings.Reset.EARLIEST,
        new SourceSettings.Timeouts(timeout, timeout, timeout));
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

  private static void plainly(int count) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", KAFKA), new StringSerializer(), new StringSerializer())) {
      send(producer, count);
    }
  }

  private static KafkaProducer<String, String> producer(String transactionalId) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", KAFKA, "transactional.id", transactionalId),
        new StringSerializer(),
        new StringSerializer());
  }

  private static void send(KafkaProducer<String, String> producer, int count) {
    for (int i = 0; i < count; i++) {
      Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(TOPIC, 0, null, "{}"));
    }
  }
}
