package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against answers that ClickHouse would give about ten chunks without their first rows. */
final class TableComparisonTest {
  private static final TableId TABLE = new TableId("events", new UUID(1, 2));
  private static final SourcePartition SOURCE = new SourcePartition("events", 0, 7);
  private static final int CHUNKS = 10;
  private static final long CHUNK = TableComparison.CHUNK_OFFSETS;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Optional<List<Compared>> compare(UUID uuidLater, BooleanSupplier isOver) {
    TableComparison comparison =
        new TableComparison(
            vertx, sql -> Future.succeededFuture(answer(sql, uuidLater)), "default");
    OffsetSet all = OffsetSet.between(0, CHUNKS * CHUNK);
    TableShape shape = new TableShape("events", TABLE.uuid(), "MergeTree", Set.of());
    return comparison
        .compare(
            TABLE,
            Map.of("events", shape),
            Map.of(
                SOURCE,
                new PartitionAudit.Scope(
                    all, new Delivered(all, OffsetSet.EMPTY, Guarantee.EXACTLY_ONCE))),
            isOver)
        .await();
  }

  private String answer(String sql, UUID uuid) {
    if (sql.contains("system.tables")) {
      return "[\"events\",\"%s\",\"MergeTree\"]\n".formatted(uuid);
    }
    if (sql.contains("groupBitmap")) {
      String rows = "\t%1$d\t0\t%1$d\t%1$d\t0".formatted(CHUNK - 1);
      return IntStream.range(0, CHUNKS)
          .mapToObj(chunk -> "0\t" + chunk + rows)
          .collect(Collectors.joining("\n"));
    }
    int look = looks.getAndIncrement();
    return IntStream.range(0, 4)
        .mapToObj(
            i -> {
              long first = (CHUNKS - 1 - 4L * look - i) * CHUNK;
              return "%d\t%d\t%d\tROW".formatted(i, first + 1, first + CHUNK - 1);
            })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void allSuspectsAreLookedAt() {
    PartitionFinding found = compare(TABLE.uuid(), () -> false).orElseThrow().getFirst().finding();

    assertEquals(CHUNKS, found.missing().size());
    assertTrue(found.isChecked());
    assertEquals(3, looks.get());
  }

  @Test
  void whatThereIsNoTimeForIsLeftOver() {
    Compared found = compare(TABLE.uuid(), () -> looks.get() == 1).orElseThrow().getFirst();

    assertEquals(4, found.finding().missing().size());
    assertEquals(OffsetSet.between(0, 6 * CHUNK), found.leftOver());
    assertFalse(found.finding().isChecked());
  }

  @Test
  void nothingIsSaidOfATableThatWasReplacedMeanwhile() {
    assertEquals(Optional.empty(), compare(new UUID(3, 4), () -> false));
  }
}
