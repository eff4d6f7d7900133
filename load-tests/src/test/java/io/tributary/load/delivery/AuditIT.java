package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.delivery.AuditFlow.Answer;
import io.tributary.load.process.Await;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.protocol.frame.OffsetRange;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The auditor finds what is wrong, exactly, and nothing that is not. */
@SuppressWarnings("NullAway.Init") // started before all tests
class AuditIT {
  private static final String TRANSACTIONS = "audit_transactions";
  private static final String COMPACTED = "audit_compacted";
  private static final String REPLAYED = "audit_replayed";
  private static final String GAPS = "audit_gaps";
  private static final String TWICE = "audit_twice";
  private static final String MANY = "audit_many";
  private static final String AGAIN = "audit_again";
  private static final List<OffsetRange> NONE = List.of();

  private static AuditFlow flow;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    flow =
        new AuditFlow(
            work, "audit", List.of(TRANSACTIONS, COMPACTED, REPLAYED, GAPS, TWICE, MANY, AGAIN));
    flow.startGatherer();
    compactedTopic();
    transactions();
    AuditFlow.createTopic(REPLAYED, Map.of());
    AuditFlow.createTopic(GAPS, Map.of());
    AuditFlow.createTopic(TWICE, Map.of());
    AuditFlow.createTopic(MANY, Map.of());
    AuditFlow.createTopic(AGAIN, Map.of());
    try (KafkaProducer<String, String> producer = AuditFlow.producer(Map.of())) {
      AuditFlow.produce(producer, GAPS, 0, 100, 100);
      AuditFlow.produce(producer, TWICE, 0, 100, 100);
      AuditFlow.produce(producer, MANY, 0, 1, 1);
      AuditFlow.produce(producer, AGAIN, 0, 100, 100);
      AuditFlow.produce(producer, REPLAYED, 0, 10, 10);
      var unused = producer.send(new ProducerRecord<>(REPLAYED, "k", "{\"id\": \"ten\"}"));
      AuditFlow.produce(producer, REPLAYED, 11, 10, 10);
    }
    Await.until("Kafka has compacted", AuditFlow.LIMIT, () -> AuditFlow.records(COMPACTED) < 400);
    flow.startConnector();
  }

  @AfterAll
  static void stop() {
    flow.close();
  }

  /** The first records can be removed only when they are in a segment of their own. */
  private static void compactedTopic() {
    AuditFlow.compactQuickly();
    AuditFlow.createTopic(
        COMPACTED,
        Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "100",
            "min.cleanable.dirty.ratio", "0.01",
            "max.compaction.lag.ms", "100",
            "delete.retention.ms", "0"));
    try (KafkaProducer<String, String> producer = AuditFlow.producer(Map.of())) {
      AuditFlow.produce(producer, COMPACTED, 0, 300, 10);
    }
  }

  private static void transactions() {
    AuditFlow.createTopic(TRANSACTIONS, Map.of());
    Map<String, Object> transactional =
        Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONS);
    try (KafkaProducer<String, String> producer = AuditFlow.producer(transactional);
        KafkaProducer<String, String> later = AuditFlow.producer(Map.of())) {
      producer.initTransactions();
      for (int i = 0; i < 6; i++) {
        producer.beginTransaction();
        AuditFlow.produce(producer, TRANSACTIONS, i * 20L, 20, 20);
        if (i % 2 == 0) {
          producer.commitTransaction();
        } else {
          producer.abortTransaction();
        }
      }
      // The other segment of the compacted topic.
      AuditFlow.produce(later, COMPACTED, 300, 200, 200);
    }
  }

  @Test
  void transactionsThatWereAbortedAreNoGaps() {
    flow.awaitReported(TRANSACTIONS, AuditFlow.end(TRANSACTIONS));

    Answer answer = flow.audit(TRANSACTIONS);
    assertEquals(200, answer.status(), answer.body());
    PartitionFinding found = answer.partition();
    assertEquals(0, found.from());
    assertEquals(60, found.rows());
    // Six markers, and 60 records that no reader gets.
    assertEquals(66, found.skipped());
    assertEquals(NONE, found.unreported());
  }

  @Test
  void recordsThatWereCompactedAwayAreNoGaps() {
    flow.awaitReported(COMPACTED, AuditFlow.end(COMPACTED));

    Answer answer = flow.audit(COMPACTED);
    assertEquals(200, answer.status(), answer.body());
    PartitionFinding found = answer.partition();
    assertTrue(found.skipped() > 0, answer.body());
    assertEquals(500, found.rows() + found.skipped());
    assertEquals(NONE, found.unreported());
  }

  @Test
  void quarantinedRecordsAreHeldAndOneThatWasReplayedIsNoDuplicate() {
    flow.awaitReported(REPLAYED, 21);
    Answer before = flow.audit(REPLAYED);
    assertEquals(200, before.status(), before.body());
    assertEquals(20, before.partition().rows());
    assertEquals(1, before.partition().quarantined());
    assertEquals(RecordWhereabouts.Place.QUARANTINE, where(REPLAYED, 10).rows().getFirst().place());

    flow.query(
        "INSERT INTO DATABASE.audit_replayed (id, __topic, __partition, __offset, __run)"
            + " SELECT 10, __topic, __partition, __offset, __run"
            + " FROM DATABASE.audit_replayed_quarantine");
    Answer stored = flow.audit(REPLAYED);
    assertEquals(409, stored.status(), "in both places, and nobody says why: " + stored.body());
    assertEquals(List.of(new OffsetRange(10, 10)), stored.partition().duplicates());

    flow.query(
        "ALTER TABLE DATABASE.audit_replayed_quarantine UPDATE c__replayed = now() WHERE 1"
            + " SETTINGS mutations_sync = 2");
    Answer replayed = flow.audit(REPLAYED);
    assertEquals(200, replayed.status(), replayed.body());
    assertEquals(21, replayed.partition().rows());

    flow.query(
        "ALTER TABLE DATABASE.audit_replayed DELETE WHERE __offset = 10"
            + " SETTINGS mutations_sync = 2");
    Answer lost = flow.audit(REPLAYED);
    assertEquals(409, lost.status(), lost.body());
    assertEquals(List.of(single(10)), lost.partition().missing());
    assertEquals(0, lost.partition().quarantined());
  }

  @Test
  void aRowIsMissedThoughAReportSkipsItWhenTheTopicIsReadAgain() {
    flow.awaitReported(AGAIN, 100);
    flow.query(
        "INSERT INTO DATABASE.tributary_deliveries (datasource, table_uuid, topic, partition, run,"
            + " first, until, skipped_first, skipped_last, exactly_once) SELECT datasource,"
            + " table_uuid, topic, partition, run, 45, 100, [50, 60], [52, 60], exactly_once FROM"
            + " DATABASE.tributary_deliveries WHERE datasource = 'audit_again' LIMIT 1");
    Answer before = flow.audit(AGAIN);
    assertEquals(200, before.status(), before.body());
    assertEquals(0, before.partition().skipped());

    flow.query(
        "ALTER TABLE DATABASE.audit_again DELETE WHERE __offset = 51 SETTINGS mutations_sync = 2");
    Answer lost = flow.audit(AGAIN);
    assertEquals(409, lost.status(), lost.body());
    assertEquals(List.of(single(51)), lost.partition().missing());
    assertEquals(RecordWhereabouts.Delivered.ROW, where(AGAIN, 51).delivered());
  }

  @Test
  void rowsThatAreGoneAreNamedExactlyUntilTheyAreBack() {
    flow.awaitReported(GAPS, 100);
    assertEquals(200, flow.audit(GAPS).status());
    flow.query("CREATE TABLE DATABASE.kept ENGINE = Memory AS SELECT * FROM DATABASE.audit_gaps");
    flow.query(
        "ALTER TABLE DATABASE.audit_gaps DELETE WHERE __offset IN (17, 18, 40)"
            + " SETTINGS mutations_sync = 2");

    Answer answer = flow.audit(GAPS);
    assertEquals(409, answer.status());
    assertFalse(answer.audit().isClean());
    assertEquals(
        List.of(new OffsetRange(17, 18), new OffsetRange(40, 40)), answer.partition().missing());
    assertEquals(NONE, answer.partition().duplicates());
    assertEquals(List.of(), where(GAPS, 17).rows());
    assertEquals(RecordWhereabouts.Delivered.ROW, where(GAPS, 17).delivered());

    flow.query(
        "INSERT INTO DATABASE.audit_gaps SELECT * FROM DATABASE.kept"
            + " WHERE __offset IN (17, 18, 40)");
    assertEquals(200, flow.audit(GAPS).status());
  }

  @Test
  void rowsThatAreStoredTwiceAreNamedExactly() {
    flow.awaitReported(TWICE, 100);
    RecordWhereabouts.Row row = where(TWICE, 5).rows().getFirst();
    assertEquals(RecordWhereabouts.Place.TABLE, row.place());
    assertFalse(row.part().isEmpty());
    assertNotNull(row.when());
    assertNotNull(row.queryId());

    flow.query(
        "INSERT INTO DATABASE.audit_twice SELECT * FROM DATABASE.audit_twice"
            + " WHERE __offset BETWEEN 5 AND 8");
    Answer answer = flow.audit(TWICE);
    assertEquals(409, answer.status());
    assertEquals(List.of(new OffsetRange(5, 8)), answer.partition().duplicates());
    assertEquals(NONE, answer.partition().missing());
    assertEquals(2, where(TWICE, 5).rows().size());
  }

  @Test
  void moreGapsThanAreListedAreSaidToBeMore() {
    flow.awaitReported(MANY, 1);
    // 70 chunks of 65,536 offsets, each without its eleventh; the newest 64 are looked at closely.
    flow.query(
        "INSERT INTO DATABASE.audit_many (id, __topic, __partition, __offset, __run)"
            + " WITH (SELECT any(__run) FROM DATABASE.audit_many) AS run"
            + " SELECT number, 'audit_many', 0, number, run FROM numbers(1, 70 * 65536 - 1)"
            + " WHERE number % 65536 != 10");
    flow.query(
        "INSERT INTO DATABASE.tributary_deliveries (datasource, table_uuid, topic, partition, run,"
            + " first, until, exactly_once) SELECT datasource, table_uuid, topic, partition, run,"
            + " until, 70 * 65536, exactly_once FROM DATABASE.tributary_deliveries WHERE datasource"
            + " = 'audit_many' LIMIT 1");

    Answer answer = flow.audit(MANY);
    assertEquals(409, answer.status(), answer.body());
    PartitionFinding found = answer.partition();
    assertEquals(70 * 65_536, found.until());
    assertEquals(70 * 65_535, found.rows());
    assertTrue(found.truncated(), answer.body());
    assertEquals(6 * 65_536, found.unchecked());
    assertEquals(
        LongStream.range(6, 70).map(i -> i * 65_536 + 10).mapToObj(AuditIT::single).toList(),
        found.missing());
  }

  private static OffsetRange single(long offset) {
    return new OffsetRange(offset, offset);
  }

  @Test
  void roundsCountWhatIsDeliveredAndConnectorsSayHowFarTheyAre() {
    Await.until(
        "a round has seen the transactions",
        AuditFlow.LIMIT,
        () ->
            flow.get(flow.gatherer(), "/audit").audit().tables().stream()
                .filter(table -> table.table().equals(TRANSACTIONS))
                .flatMap(table -> table.partitions().stream())
                .anyMatch(partition -> partition.rows() == 60));
    ConnectorPositions positions =
        ConnectorPositions.read(Buffer.buffer(flow.get(flow.connector(), "/positions").body()));
    ConnectorPositions.Partition of =
        positions.partitions().stream()
            .filter(partition -> partition.datasource().equals(TRANSACTIONS))
            .findFirst()
            .orElseThrow();
    assertEquals(AuditFlow.end(TRANSACTIONS), of.position());
    assertEquals(of.position(), of.committed());
    assertEquals(0, of.batches());
  }

  @Test
  void rowsFlowThoughReportsCannotBeStoredAndAreStoredLater(@TempDir Path work) throws Exception {
    String topic = "audit_unstored";
    AuditFlow.createTopic(topic, Map.of());
    try (AuditFlow unstored = new AuditFlow(work, "audit_unstored", List.of(topic));
        KafkaProducer<String, String> producer = AuditFlow.producer(Map.of())) {
      unstored.query("CREATE TABLE DATABASE.tributary_deliveries (a UInt8) ENGINE = Memory");
      unstored.startGatherer();
      unstored.startConnector();
      AuditFlow.produce(producer, topic, 0, 50, 50);

      Await.until(
          "the auditor says why",
          AuditFlow.LIMIT,
          () -> {
            Answer answer = unstored.get(unstored.gatherer(), "/audit");
            return answer.status() == 503 && answer.body().contains("reports cannot be stored");
          });
      assertEquals("50", unstored.query("SELECT count() FROM DATABASE.audit_unstored").strip());
      assertTrue(unstored.gatherer().metrics().sum("tributary_gatherer_audit_failures_total") > 0);

      unstored.query("DROP TABLE DATABASE.tributary_deliveries");
      unstored.awaitReported(topic, 50);
      Answer healed = unstored.audit(topic);
      assertEquals(200, healed.status(), healed.body());
      assertEquals(0, healed.partition().from());
      assertEquals(50, healed.partition().rows());
    }
  }

  @Test
  void whatCannotBeAskedIsAnsweredAsJson() {
    Answer unknown = flow.get(flow.gatherer(), "/audit?datasource=nothing");
    assertEquals(404, unknown.status());
    assertTrue(unknown.body().startsWith("{\"error\":"), unknown.body());
    assertEquals(400, flow.get(flow.gatherer(), "/audit?datasource=x&from=today").status());
    assertEquals(400, flow.get(flow.gatherer(), "/audit?since=today").status());
  }

  private static RecordWhereabouts where(String table, long offset) {
    String run = flow.query("SELECT hex(any(__run)) FROM DATABASE." + table).strip();
    Answer answer =
        flow.get(
            flow.gatherer(),
            "/audit/where?datasource=%s&topic=%s&partition=0&run=%s&offset=%d"
                .formatted(table, table, run, offset));
    assertEquals(200, answer.status(), answer.body());
    return RecordWhereabouts.read(Buffer.buffer(answer.body()));
  }
}
