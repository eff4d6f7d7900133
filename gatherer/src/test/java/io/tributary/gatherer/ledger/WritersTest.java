package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.SourcePartition;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WritersTest {
  private static final TableSource WHAT =
      new TableSource("table", new SourcePartition("topic", 3, 7));

  private final Writers writers = new Writers();

  @Test
  void anotherGroupIsRefusedAndBothAreNamed() {
    writers.begin(WHAT, "first");
    String line = writers.objection(WHAT, "second").orElseThrow();
    assertTrue(line.startsWith("consumer group first writes partition 3 of topic topic"), line);
    assertTrue(line.contains("group second may not: set the same KAFKA_GROUP_ID"), line);
    assertThrows(IllegalStateException.class, () -> writers.begin(WHAT, "second"));
  }

  @Test
  void theSameGroupMayClaimAgain() {
    writers.begin(WHAT, "first");
    assertEquals(Optional.empty(), writers.objection(WHAT, "first"));
  }

  @Test
  void anotherPartitionMayHaveAnotherGroup() {
    writers.begin(WHAT, "first");
    TableSource other = new TableSource("table", new SourcePartition("topic", 4, 7));
    assertEquals(Optional.empty(), writers.objection(other, "second"));
  }

  @Test
  void theGroupIsFreedWithItsLastClaim() {
    writers.begin(WHAT, "first");
    writers.begin(WHAT, "first");
    writers.end(WHAT);
    assertTrue(writers.objection(WHAT, "second").isPresent());
    writers.end(WHAT);
    assertEquals(Optional.empty(), writers.objection(WHAT, "second"));
    assertThrows(IllegalStateException.class, () -> writers.end(WHAT));
  }
}
