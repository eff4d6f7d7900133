package io.tributary.gatherer.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.Section;
import io.tributary.gatherer.spool.SpoolEntry;
import io.tributary.gatherer.spool.TestSpool;
import io.tributary.protocol.datafile.MetaColumns;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries of a spool on a disk in memory that wait for their table. */
final class EntryQueueTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final TestSpool disk = new TestSpool(VERTX);
  private final WaitingTable table = new WaitingTable(VERTX, disk.spool(), 100_000);
  private final FeedBudget.Share share = table.tools().budget().share();
  private final List<Position> lost = new ArrayList<>();
  private final RowMaker maker = HttpTable.maker(MetaColumns.ON);
  private final EntryQueue queue =
      new EntryQueue(
          table.tools(),
          share,
          disk.spool().incarnation(),
          new EntryQueue.Hooks() {
            @Override
            public void pump() {}

            @Override
            public void lost(Position position, String why) {
              lost.add(position);
            }
          });

  @AfterEach
  void close() {
    disk.close();
  }

  @AfterAll
  static void closeAll() throws Exception {
    VERTX.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private <T> T onLoop(Supplier<T> what) throws Exception {
    Promise<T> done = Promise.promise();
    table
        .loop()
        .runOnContext(
            turn -> {
              try {
                done.complete(what.get());
              } catch (RuntimeException | Error e) {
                done.fail(e);
              }
            });
    return await(done.future());
  }

  /** A row that is durable. */
  private Entry entry(long id) throws Exception {
    Chunk chunk = HttpTable.chunk(maker);
    byte[] value = HttpTable.value(id, "n");
    assertNull(chunk.add(value, 0, value.length, 1));
    return await(onLoop(() -> table.feed().append(chunk, id, true, Optional.empty())));
  }

  private boolean add(Entry entry, boolean mayHold) throws Exception {
    return onLoop(
        () -> {
          queue.add(entry, mayHold);
          return entry.isHeld();
        });
  }

  private boolean make() throws Exception {
    return onLoop(
        () -> {
          queue.make(maker);
          return true;
        });
  }

  /** The id of the next entry, which is read if it has to be. */
  private long take() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      Entry next =
          onLoop(
              () -> {
                if (queue.peek() == null) {
                  var unused = queue.read(true);
                  return null;
                }
                return queue.take();
              });
      if (next != null) {
        long id = HttpTable.rows(next.chunk()).getFirst().id();
        onLoop(
            () -> {
              queue.release(next);
              return true;
            });
        return id;
      }
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("nothing comes");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void whatFindsNoRoomIsReadAgainInItsOrder() throws Exception {
    make();
    assertTrue(add(entry(0), true));
    assertFalse(add(entry(1), false));
    // Behind one that is on disk all wait there.
    assertFalse(add(entry(2), true));
    assertEquals(3, onLoop(queue::size));
    assertEquals(List.of(0L, 1L, 2L), List.of(take(), take(), take()));
    assertEquals(0, onLoop(queue::size));
    assertEquals(0, table.tools().budget().heldBytes());
  }

  @Test
  void whatIsSentAgainComesFirst() throws Exception {
    make();
    Entry first = entry(0);
    Entry second = entry(1);
    add(first, true);
    add(second, true);
    add(entry(2), false);
    onLoop(
        () -> {
          Entry taken = queue.take();
          Entry next = queue.take();
          queue.putBack(List.of(next, taken), EntryQueue.Memory.IN_USE);
          return true;
        });
    assertEquals(0, table.tools().budget().heldBytes());
    assertEquals(List.of(0L, 1L, 2L), List.of(take(), take(), take()));
  }

  @Test
  void whoeverWaitsIsToldOfAnEntryThatWasOnDisk() throws Exception {
    make();
    Entry entry = entry(0);
    Acceptance acceptance = new Acceptance(1, 0, 1);
    entry.watchedBy(List.of(new Entry.Watcher(acceptance, 0, 1)));
    add(entry, false);
    onLoop(() -> queue.read(true));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (onLoop(queue::peek) == null) {
      assertTrue(System.nanoTime() < deadline, "nothing comes");
      LockSupport.parkNanos(1_000_000);
    }
    assertNotNull(
        onLoop(
            () -> {
              Entry read = queue.take();
              read.settled();
              return read;
            }));
    assertTrue(acceptance.stored().succeeded());
  }

  @Test
  void entriesAreMadeAnewForATableThatIsDifferent() throws Exception {
    make();
    assertTrue(add(entry(7), true));
    onLoop(
        () -> {
          queue.make(HttpTable.makerWithId("UInt32"));
          return true;
        });
    assertNull(onLoop(queue::peek));
    assertEquals(0, table.tools().budget().heldBytes());
    make();
    assertEquals(7, take());
  }

  @Test
  void entryThatIsNoChunkIsLostAndTheNextOneComes() throws Exception {
    make();
    Position broken =
        await(
            onLoop(
                () ->
                    disk.spool()
                        .append(
                            new SpoolEntry(
                                "events",
                                99,
                                true,
                                Optional.empty(),
                                List.of(new Section(9, Buffer.buffer("what?")))))));
    Acceptance acceptance = new Acceptance(1, 0, 1);
    Entry entry = new Entry(broken, 5, HttpTable.chunk(maker));
    entry.watchedBy(List.of(new Entry.Watcher(acceptance, 0, 1)));
    add(entry, false);
    add(entry(3), false);
    assertEquals(3, take());
    assertEquals(List.of(broken), lost);
    assertTrue(acceptance.stored().failed());
    assertEquals(0, onLoop(queue::size));
  }

  @Test
  void nothingIsReadWhileTheTableHasItsShare() throws Exception {
    make();
    add(entry(0), false);
    onLoop(
        () -> {
          share.change(200_000);
          return true;
        });
    assertFalse(onLoop(() -> queue.read(false)));
    share.change(-200_000);
    assertEquals(0, take());
  }
}
