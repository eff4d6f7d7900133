package io.tributary.gatherer.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.feed.Feeds;
import io.tributary.gatherer.feed.WaitingTable;
import io.tributary.gatherer.http.IdempotencyKey;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.http.RowIntake.Ack;
import io.tributary.gatherer.spool.KeyHash;
import io.tributary.gatherer.spool.TestSpool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Sends requests into a spool on a disk in memory, as an event loop of the Events API does. */
final class TestRequests implements AutoCloseable {
  static final byte[] BAD = "{\"id\":\"x\"}".getBytes(UTF_8);
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final TestSpool disk;
  private final WaitingTable table;
  private final LoopTable loopTable;
  final IntakeTools tools;

  TestRequests(Vertx vertx, long memoryBytes) {
    this(vertx, new TestSpool(vertx), memoryBytes);
  }

  private TestRequests(Vertx vertx, TestSpool disk, long memoryBytes) {
    this.vertx = vertx;
    this.disk = disk;
    this.table = new WaitingTable(vertx, disk.spool(), memoryBytes);
    this.tools =
        new IntakeTools(
            new Feeds(table.tools(), List.of()),
            table.tools(),
            new KeyedRequests(disk.spool()),
            new IntakeCounts(),
            new AtomicLong());
    this.loopTable = new LoopTable(table.feed(), table.loop(), tools);
  }

  TestSpool disk() {
    return disk;
  }

  long heldBytes() {
    return tools.tools().memory().heldBytes();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  static void until(String what, BooleanSupplier holds) throws TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException(what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** Something that is done on the loop. */
  <T> T onLoop(Supplier<T> what) throws Exception {
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

  /** A request that is being sent. */
  final class Sending {
    final RequestRows rows;
    private long line;

    private Sending(RequestRows rows) {
      this.rows = rows;
    }

    /** As many values as are taken without waiting, of these at most; how many they were. */
    int offer(int firstId, int count) throws Exception {
      return onLoop(
          () -> {
            int given = 0;
            while (given < count && !rows.isFull()) {
              byte[] value = HttpTable.value(firstId + given, "n");
              rows.value(value, 0, value.length, ++line);
              given++;
            }
            return given;
          });
    }

    /** All of these values. */
    Sending send(int firstId, int count) throws Exception {
      int sent = 0;
      while (sent < count) {
        sent += offer(firstId + sent, count - sent);
        if (sent < count) {
          await(onLoop(() -> rows.isFull() ? rows.drained() : Future.<Void>succeededFuture()));
        }
      }
      return this;
    }

    Sending bad() throws Exception {
      onLoop(
          () -> {
            rows.value(BAD, 0, BAD.length, ++line);
            return true;
          });
      return this;
    }

    Future<RowIntake.Outcome> ending() throws Exception {
      return onLoop(rows::end);
    }

    RowIntake.Outcome end() throws Exception {
      return await(ending());
    }

    void abort() throws Exception {
      onLoop(
          () -> {
            rows.abort();
            return true;
          });
    }
  }

  Sending begin(Ack ack, boolean strict) throws Exception {
    return onLoop(
        () ->
            new Sending(
                new RequestRows(
                    loopTable,
                    tools,
                    new RowIntake.Request("events", ack, strict, Optional.empty(), "", -1),
                    null,
                    new HashSet<>())));
  }

  Sending begin() throws Exception {
    return begin(Ack.DISK, false);
  }

  static KeyHash hash(String key) {
    return KeyedRequests.hash("", "events", new IdempotencyKey(key));
  }

  /** A request with a key that is the first of it. */
  Sending first(String key) throws Exception {
    return onLoop(
        () -> {
          if (tools.keys().begin(hash(key)) instanceof KeyedRequests.First(var outcome)) {
            return new Sending(
                new RequestRows(
                    loopTable,
                    tools,
                    new RowIntake.Request(
                        "events", Ack.DISK, false, Optional.of(new IdempotencyKey(key)), "", -1),
                    new RequestRows.Keyed(hash(key), outcome),
                    new HashSet<>()));
          }
          throw new AssertionError("key " + key + " was there before");
        });
  }

  /** What a repeat of the key is answered. */
  Future<RowIntake.Outcome> repeat(String key) throws Exception {
    return onLoop(
        () -> {
          if (tools.keys().begin(hash(key)) instanceof KeyedRequests.Repeat(var first)) {
            return first.map(KeyedRequests::replay);
          }
          throw new AssertionError("key " + key + " was not there before");
        });
  }

  /** A disk that does not get on. */
  interface Held extends AutoCloseable {
    @Override
    void close();
  }

  /** From now until the answer is closed, nothing becomes durable. */
  Held hold() {
    CountDownLatch goOn = new CountDownLatch(1);
    disk.beforeForce(
        () -> {
          try {
            if (!goOn.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
              throw new AssertionError("nobody lets the disk go on");
            }
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    return goOn::countDown;
  }

  /** The ids of all rows that are there after a crash. */
  List<Long> idsAfterCrash() throws Exception {
    try (TestSpool after = disk.crash(vertx)) {
      return WaitingTable.recovered(after.spool()).stream().map(HttpTable.Row::id).toList();
    }
  }

  /** What there is after a crash. */
  TestRequests crash() {
    return new TestRequests(vertx, disk.crash(vertx), Long.MAX_VALUE / 2);
  }

  @Override
  public void close() {
    disk.close();
  }
}
