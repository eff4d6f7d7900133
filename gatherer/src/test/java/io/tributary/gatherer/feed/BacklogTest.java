package io.tributary.gatherer.feed;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.spool.Section;
import io.tributary.gatherer.spool.SpoolEntry;
import io.tributary.gatherer.spool.TestSpool;
import io.tributary.protocol.datafile.MetaColumns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What an opening of a spool finds of earlier ones. */
final class BacklogTest {
  private static final Vertx VERTX = Vertx.vertx();

  @AfterAll
  static void close() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static Entry append(WaitingTable table, long request, int rows) throws Exception {
    Chunk chunk = HttpTable.chunk(HttpTable.maker(MetaColumns.ON));
    for (int i = 0; i < rows; i++) {
      byte[] value = HttpTable.value(i, "n");
      assertNull(chunk.add(value, 0, value.length, i + 1));
    }
    return await(table.feed().append(chunk, request, true, Optional.empty()));
  }

  private static void appendOther(TestSpool spool, String stream, long request) throws Exception {
    var unused =
        await(
            spool
                .spool()
                .append(
                    new SpoolEntry(
                        stream,
                        request,
                        true,
                        Optional.empty(),
                        List.of(new Section(9, Buffer.buffer("what?"))))));
  }

  /** What was left for the table, by opening. */
  private static List<TableFeed.Recovered> read(WaitingTable table) throws Exception {
    var found =
        await(new Backlog(table.tools()).read(name -> name.equals("events") ? table.feed() : null));
    return requireNonNull(found.get(table.feed())).stream()
        .sorted(Comparator.comparing(TableFeed.Recovered::incarnation))
        .toList();
  }

  @Test
  void whatIsNotSettledIsSortedByOpening() throws Exception {
    TestSpool first = new TestSpool(VERTX);
    WaitingTable table = new WaitingTable(VERTX, first.spool(), 100_000);
    append(table, 1, 3);
    append(table, 2, 4);
    TestSpool second = first.crash(VERTX);
    table = new WaitingTable(VERTX, second.spool(), 100_000);
    append(table, 1, 5);
    try (TestSpool third = second.crash(VERTX)) {
      table = new WaitingTable(VERTX, third.spool(), 100_000);
      append(table, 1, 6);
      List<TableFeed.Recovered> openings = read(table);
      assertEquals(List.of(1L, 2L), openings.stream().map(one -> one.incarnation()).toList());
      assertEquals(List.of(2, 1), openings.stream().map(one -> one.entries().size()).toList());
      assertEquals(table.feed().source(), openings.getFirst().source());
      assertEquals(0, openings.getFirst().firstOffset());
    }
  }

  @Test
  void settledEntriesAreLeftOut() throws Exception {
    TestSpool first = new TestSpool(VERTX);
    WaitingTable table = new WaitingTable(VERTX, first.spool(), 100_000);
    Entry settled = append(table, 1, 3);
    append(table, 2, 4);
    first.spool().settled(settled.position());
    first.close();
    try (TestSpool second = first.crash(VERTX)) {
      table = new WaitingTable(VERTX, second.spool(), 100_000);
      TableFeed.Recovered found = read(table).getFirst();
      assertEquals(1, found.entries().size());
      assertEquals(3, found.firstOffset());
    }
  }

  @Test
  void whatNobodyCanTakeStaysInTheSpool() throws Exception {
    TestSpool first = new TestSpool(VERTX);
    WaitingTable table = new WaitingTable(VERTX, first.spool(), 100_000);
    appendOther(first, "gone", 1);
    appendOther(first, "events", 2);
    append(table, 3, 1);
    try (TestSpool second = first.crash(VERTX)) {
      table = new WaitingTable(VERTX, second.spool(), 100_000);
      assertEquals(1, read(table).getFirst().entries().size());
      assertEquals(3, second.spool().usage().unsettled());
    }
  }
}
