package io.tributary.cli.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.quarantine.RecordKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowKeepingTest {
  private static final DecodedRow FIRST = new DecodedRow(new RecordKey(0, 1, "t", 9), 0, 4);
  private static final DecodedRow SECOND = new DecodedRow(new RecordKey(0, 2, "t", 9), 4, 8);
  private static final List<DecodedRow> BOTH = List.of(FIRST, SECOND);

  @ParameterizedTest
  @CsvSource({
    "MergeTree, KEEPS",
    "ReplicatedMergeTree, KEEPS",
    "SharedMergeTree, KEEPS",
    "ReplacingMergeTree, REPLACES",
    "ReplicatedReplacingMergeTree, REPLACES",
    "CollapsingMergeTree, COMBINES",
    "ReplicatedVersionedCollapsingMergeTree, COMBINES",
    "SummingMergeTree, COMBINES",
    "SharedAggregatingMergeTree, COMBINES",
    "Distributed, UNKNOWN",
    "'', UNKNOWN",
  })
  void engineDecides(String engine, RowKeeping keeping) {
    assertEquals(keeping, RowKeeping.of(engine));
  }

  @Test
  void whatIsThereIsNotSentAgain() {
    for (RowKeeping keeping : RowKeeping.values()) {
      assertEquals(List.of(), keeping.again(BOTH, Set.of(FIRST.key(), SECOND.key())));
    }
  }

  @Test
  void droppedRowsAreSentAgainWhereThatIsSafe() {
    Set<RecordKey> first = Set.of(FIRST.key());
    assertEquals(List.of(SECOND), RowKeeping.KEEPS.again(BOTH, first));
    assertEquals(BOTH, RowKeeping.REPLACES.again(BOTH, first));
    assertEquals(List.of(), RowKeeping.COMBINES.again(BOTH, first));
    assertEquals(List.of(), RowKeeping.UNKNOWN.again(BOTH, first));

    assertEquals(BOTH, RowKeeping.KEEPS.again(BOTH, Set.of()));
    assertEquals(BOTH, RowKeeping.REPLACES.again(BOTH, Set.of()));
    assertEquals(List.of(), RowKeeping.COMBINES.again(BOTH, Set.of()));
    assertEquals(BOTH, RowKeeping.UNKNOWN.again(BOTH, Set.of()));
  }

  @Test
  void onlyATableThatMergesRowsMayShowNone() {
    assertTrue(RowKeeping.KEEPS.showsRows());
    assertTrue(RowKeeping.UNKNOWN.showsRows());
    assertFalse(RowKeeping.REPLACES.showsRows());
    assertFalse(RowKeeping.COMBINES.showsRows());
  }
}
