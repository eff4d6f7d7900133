package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.kafka.GroupAdmin.Committed;
import io.tributary.connector.kafka.GroupAdmin.Extent;
import io.tributary.connector.kafka.Rewind.Rewound;
import io.tributary.connector.kafka.SourceSettings.Reset;
import io.tributary.protocol.datafile.Connection;
import io.tributary.service.process.StartException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** Of a topic whose partition 0 has offsets 10 to 99, of which the group has committed 80. */
class RewindPlanTest {
  private static final UUID TABLE = new UUID(0, 1);
  private static final int RUN = 0xa1;
  private static final Uuid ID = new Uuid(1, 2);
  private static final Extent EXTENT = new Extent(10, 100);
  private static final SourceSettings SETTINGS =
      new SourceSettings(
          "clicks",
          Connection.plaintext("main", "localhost:9092"),
          "clicks",
          "readers",
          Reset.EARLIEST,
          new SourceSettings.Timeouts(
              Duration.ofSeconds(1), Duration.ofSeconds(45), Duration.ofSeconds(30)));

  @Test
  void groupGoesBackAndNeverForward() {
    assertEquals(
        new RewindPlan(Map.of(0, 40L), List.of(new Rewound(0, 80, 40))),
        plan(ID, mark(RUN, TABLE), 40));
    assertEquals(
        new RewindPlan(Map.of(), List.of(new Rewound(0, 80, 80))), plan(ID, mark(RUN, TABLE), 90));
  }

  @Test
  void groupGoesBackNoFurtherThanKafkaDoes() {
    assertEquals(
        new RewindPlan(Map.of(0, 10L), List.of(new Rewound(0, 80, 10))),
        plan(ID, mark(RUN, TABLE), 3));
  }

  /** Without ids its datasource is delivered at least once, so that nobody looks. */
  @Test
  void topicWithoutAnIdIsNotReadAgain() {
    String refusal = refusal(Uuid.ZERO_UUID, mark(RUN, TABLE));
    assertTrue(refusal.contains("the brokers give topics no ids"), refusal);
    assertTrue(refusal.contains("upgrade Kafka to 3.1 or newer"), refusal);
  }

  @Test
  void groupOfAnotherTopicOrTableIsLeftAlone() {
    String topic = refusal(ID, mark(RUN + 1, TABLE));
    assertTrue(topic.startsWith("topic clicks is not the one"), topic);
    String table = refusal(ID, mark(RUN, new UUID(0, 2)));
    assertTrue(table.startsWith("the table of datasource clicks is not the one"), table);
  }

  @Test
  void groupWithoutAnOffsetIsLeftAlone() {
    RewindPlan.Sight sight = new RewindPlan.Sight(topic(ID), Map.of(0, EXTENT), Map.of());
    String refusal =
        String.valueOf(
            assertThrows(
                    StartException.class,
                    () -> RewindPlan.of(SETTINGS, TABLE, sight, Map.of(0, 40L)))
                .getMessage());
    assertTrue(refusal.contains("has no offset of partition 0"), refusal);
  }

  private static String refusal(Uuid id, CommitMark mark) {
    return String.valueOf(
        assertThrows(StartException.class, () -> plan(id, mark, 40)).getMessage());
  }

  private static RewindPlan plan(Uuid id, CommitMark mark, long from) {
    return RewindPlan.of(
        SETTINGS,
        TABLE,
        new RewindPlan.Sight(
            topic(id), Map.of(0, EXTENT), Map.of(0, new Committed(80, Optional.of(mark)))),
        Map.of(0, from));
  }

  private static TopicIdentity topic(Uuid id) {
    return new TopicIdentity(1, RUN, id);
  }

  private static CommitMark mark(int run, UUID table) {
    return new CommitMark(run, table, 7, 10_000, new CommitMark.State.Released());
  }
}
