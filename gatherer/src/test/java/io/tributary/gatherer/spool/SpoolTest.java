package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a spool promises while its disk is well. */
final class SpoolTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String LARGE = "x".repeat(1_500);

  private final MemoryDisk disk = new MemoryDisk();

  @AfterAll
  static void close() {
    SpoolRun.await(VERTX.close());
  }

  private SpoolRun open(Disk on) {
    return new SpoolRun(VERTX, on, SpoolRun.SETTINGS);
  }

  @Test
  void whatIsReadIsWhatWasAppended() {
    SpoolEntry entry =
        new SpoolEntry(
            "évènements",
            -3,
            true,
            Optional.of(
                new KeyedAnswer(
                    new KeyHash(-1, 2), new Answer(0xffff_ffffL, 7, SpoolRun.NOW.toEpochMilli()))),
            List.of(
                new Section(0, Buffer.buffer()),
                new Section(128, Buffer.buffer(new byte[] {1, 0, -1})),
                new Section(255, Buffer.buffer("behind"))));
    try (SpoolRun run = open(disk)) {
      Position position = SpoolRun.await(run.spool().append(entry));

      assertEquals(new Position(1, 0), position);
      assertEquals(entry, SpoolRun.await(run.spool().read(position)));
    }
    try (SpoolRun run = open(disk)) {
      Position position = run.spool().recovered().next();
      assertEquals(new Position(1, 0), position);
      assertEquals(entry, SpoolRun.await(run.spool().read(position)));
    }
  }

  @Test
  void acknowledgedEntriesOutliveACrashInTheirOrder() {
    SpoolRun run = open(disk);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      texts.add("entry " + i + LARGE.substring(i * 20));
      run.append(texts.get(i));
    }
    MemoryDisk after = disk.crash(MemoryDisk.Survival.NOTHING, new Random(1));
    run.close();

    assertTrue(
        after.files().stream().filter(file -> file.toString().endsWith(".spool")).count() > 5);
    try (SpoolRun next = open(after)) {
      assertEquals(texts, next.recovered());
    }
  }

  @Test
  void whatComesDuringAnFsyncSharesTheNextOne() throws InterruptedException {
    try (SpoolRun run = open(disk)) {
      run.append("makes the segment");
      CountDownLatch hangs = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      disk.beforeForce(
          () -> {
            hangs.countDown();
            SpoolRun.uninterruptibly(goOn);
          });
      Future<Position> first = run.spool().append(SpoolRun.entry(2, true, "first"));
      hangs.await();
      int before = disk.forces();
      List<Future<Position>> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        others.add(run.spool().append(SpoolRun.entry(3 + i, true, "other " + i)));
      }
      assertFalse(first.isComplete());
      goOn.countDown();
      SpoolRun.await(Future.all(others));

      assertEquals(before + 2, disk.forces());
    }
  }

  @Test
  void futuresCompleteOnTheContextOfTheCaller() {
    try (SpoolRun run = open(disk)) {
      Context context = VERTX.getOrCreateContext();
      Promise<Context> seen = Promise.promise();
      context.runOnContext(
          hop ->
              run.spool()
                  .append(SpoolRun.entry(1, true, "here"))
                  .onComplete(done -> seen.complete(Vertx.currentContext())));

      assertSame(context, SpoolRun.await(seen.future()));
    }
  }

  @Test
  void aGroupIsAcknowledgedToAllItsCallersInOrder() throws InterruptedException {
    try (SpoolRun run = open(disk)) {
      run.append("makes the segment");
      CountDownLatch hangs = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      disk.beforeForce(
          () -> {
            hangs.countDown();
            SpoolRun.uninterruptibly(goOn);
          });
      Future<Position> first = run.spool().append(SpoolRun.entry(2, true, "first"));
      hangs.await();
      List<Context> contexts = List.of(newContext(), newContext());
      List<Promise<Position>> told = new ArrayList<>();
      Map<Context, List<Position>> seen = new ConcurrentHashMap<>();
      for (int i = 0; i < 20; i++) {
        Promise<Position> promise = Promise.promise();
        told.add(promise);
        int request = 3 + i;
        CountDownLatch appended = new CountDownLatch(1);
        contexts
            .get(i % 2)
            .runOnContext(
                hop -> {
                  run.spool()
                      .append(SpoolRun.entry(request, true, "other"))
                      .onComplete(
                          done -> {
                            seen.computeIfAbsent(Vertx.currentContext(), at -> new ArrayList<>())
                                .add(done.result());
                            promise.complete(done.result());
                            throw new IllegalStateException("a listener's bug");
                          });
                  appended.countDown();
                });
        SpoolRun.uninterruptibly(appended);
      }
      goOn.countDown();
      SpoolRun.await(first);
      SpoolRun.await(Future.all(told.stream().map(Promise::future).toList()));

      assertEquals(Set.copyOf(contexts), seen.keySet());
      for (int of = 0; of < 2; of++) {
        List<Position> expected = new ArrayList<>();
        for (int i = of; i < 20; i += 2) {
          expected.add(new Position(1, 2 + i));
        }
        assertEquals(expected, seen.get(contexts.get(of)));
      }
    }
  }

  private static Context newContext() {
    return ((VertxInternal) VERTX).createEventLoopContext();
  }

  @Test
  void aFullSpoolRefusesAtOnceAndHasRoomAgainOnceEntriesSettle() {
    SpoolSettings small = SpoolRun.settings(32_000, 100);
    try (SpoolRun run = new SpoolRun(VERTX, disk, small)) {
      List<Position> positions = new ArrayList<>();
      Future<Position> last = run.spool().append(SpoolRun.entry(0, true, LARGE));
      while (!last.failed()) {
        positions.add(SpoolRun.await(last));
        last = run.spool().append(SpoolRun.entry(0, true, LARGE));
      }
      SpoolFullException full = assertInstanceOf(SpoolFullException.class, last.cause());
      assertEquals(32_000, full.boundBytes());
      assertTrue(full.usedBytes() > 20_000 && full.usedBytes() <= 32_000, full.getMessage());
      assertTrue(positions.size() > 10);

      positions.forEach(run.spool()::settled);

      SpoolRun.until(() -> run.spool().usage().usedBytes() < 8_000);
      run.append(LARGE);
    }
  }

  @Test
  void filesNeverTakeMoreThanTheBound() {
    SpoolSettings small = SpoolRun.settings(32_000, 100);
    try (SpoolRun run = new SpoolRun(VERTX, disk, small)) {
      List<Position> positions = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        Future<Position> append = run.spool().append(SpoolRun.keyed(i, i, "row " + i));
        if (append.failed()) {
          positions.forEach(run.spool()::settled);
          positions.clear();
          SpoolRun.until(() -> run.spool().usage().usedBytes() < 20_000);
        } else {
          positions.add(SpoolRun.await(append));
        }
        long bytes = disk.files().stream().mapToLong(disk::length).sum();
        assertTrue(bytes <= small.maxBytes(), bytes + " bytes");
      }
    }
  }

  @Test
  void entriesAreBoundedToo() {
    SpoolSettings few =
        new SpoolSettings(
            SpoolRun.FOLDER, 1 << 20, 2, 4_096, 2_048, 1 << 16, 10, SpoolRun.SETTINGS.keyWindow());
    try (SpoolRun run = new SpoolRun(VERTX, disk, few)) {
      run.append("one");
      run.append("two");
      assertInstanceOf(
          SpoolFullException.class,
          SpoolRun.failure(run.spool().append(SpoolRun.entry(3, true, "three"))));
    }
  }

  @Test
  void moreThanTheQueueHoldsIsRefused() {
    CountDownLatch goOn = new CountDownLatch(1);
    try (SpoolRun run = open(disk)) {
      disk.beforeForce(() -> SpoolRun.uninterruptibly(goOn));
      List<Future<Position>> appends = new ArrayList<>();
      Future<Position> refused = run.spool().append(SpoolRun.entry(0, true, LARGE));
      for (int i = 0; i < 200 && !refused.failed(); i++) {
        appends.add(refused);
        refused = run.spool().append(SpoolRun.entry(0, true, LARGE));
      }
      assertInstanceOf(SpoolBusyException.class, refused.cause());
      goOn.countDown();
      SpoolRun.await(Future.all(appends));
    }
  }

  @Test
  void settledEntriesAreNotHandedOutAgain() {
    Position settledLater;
    try (SpoolRun run = open(disk)) {
      Position one = run.append("one");
      settledLater = run.append("two");
      Position three = run.append("three");
      run.append("four");
      run.spool().settled(one);
      run.spool().settled(three);
      run.spool().settled(three);
    }
    try (SpoolRun run = open(disk)) {
      assertEquals(List.of("two", "four"), run.recovered());
      run.spool().settled(settledLater);
    }
    try (SpoolRun run = open(disk)) {
      assertEquals(List.of("four"), run.recovered());
    }
  }

  @Test
  void aCleanEndMakesSettlementsDurable() {
    SpoolRun run = open(disk);
    run.spool().settled(run.append("settled"));
    run.append("not settled");
    SpoolRun.until(
        () -> disk.files().stream().anyMatch(file -> file.toString().endsWith("settled")));
    run.close();
    try (SpoolRun next = open(disk.crash(MemoryDisk.Survival.NOTHING, new Random(1)))) {
      assertEquals(List.of("not settled"), next.recovered());
    }
  }

  @Test
  void fullSegmentsOfSettledEntriesAreDeleted() {
    try (SpoolRun run = open(disk)) {
      List<Position> positions = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        positions.add(run.append(LARGE + i));
      }
      int segments = run.spool().usage().segments();
      assertTrue(segments >= 5);
      positions.subList(0, 9).forEach(run.spool()::settled);

      SpoolRun.until(() -> run.spool().usage().segments() == 1);
      SpoolRun.until(() -> disk.files().size() <= 3);
      assertEquals(LARGE + 9, run.read(positions.get(9)));
      assertInstanceOf(
          IllegalArgumentException.class, SpoolRun.failure(run.spool().read(positions.getFirst())));
    }
  }

  @Test
  void whatSettledEntriesTakeBesideUnsettledOnesIsWasted() {
    try (SpoolRun run = open(disk)) {
      List<Position> positions = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        positions.add(run.append(LARGE));
      }
      assertEquals(3, run.spool().usage().segments());
      assertEquals(0, run.spool().usage().wastedBytes());

      run.spool().settled(positions.get(0));
      run.spool().settled(positions.get(3));
      run.spool().settled(positions.get(4));
      // Half of two files; the third one is still written to.
      long wasted = run.spool().usage().wastedBytes();
      assertTrue(wasted > 2L * LARGE.length() && wasted < 4_400, wasted + " bytes");

      run.spool().settled(positions.get(1));
      run.spool().settled(positions.get(2));
      SpoolRun.until(() -> run.spool().usage().segments() == 1);
      assertEquals(0, run.spool().usage().wastedBytes());
    }
  }

  @Test
  void aRequestCountsOnlyWithItsLastEntry() {
    try (SpoolRun run = open(disk)) {
      SpoolRun.await(run.spool().append(SpoolRun.entry(1, false, "1a")));
      SpoolRun.await(run.spool().append(SpoolRun.entry(2, false, "2a")));
      SpoolRun.await(run.spool().append(SpoolRun.entry(2, true, "2b")));
      SpoolRun.await(run.spool().append(SpoolRun.entry(3, true, "3")));
    }
    try (SpoolRun run = open(disk)) {
      assertEquals(List.of("2a", "2b", "3"), run.recovered());
      // The number of a request counts within its incarnation: this is another one.
      SpoolRun.await(run.spool().append(SpoolRun.entry(1, true, "1 again")));
    }
    try (SpoolRun run = open(disk)) {
      assertEquals(List.of("2a", "2b", "3", "1 again"), run.recovered());
    }
  }

  @Test
  void anAbandonedRequestTakesNoRoom() {
    try (SpoolRun run = open(disk)) {
      for (int i = 0; i < 20; i++) {
        SpoolRun.await(run.spool().append(SpoolRun.entry(1, false, LARGE)));
      }
      run.spool().abandon(1);
      run.append("behind");
      SpoolRun.until(() -> run.spool().usage().segments() == 1);
    }
  }

  @Test
  void theEndOfARequestStaysAsLongAsItsBeginning() {
    SpoolRun run = open(disk);
    SpoolRun.await(run.spool().append(SpoolRun.entry(5, false, "begin")));
    run.append(LARGE);
    run.append(LARGE);
    run.append(LARGE);
    Position last = SpoolRun.await(run.spool().append(SpoolRun.entry(5, true, "end")));
    run.append(LARGE);
    run.append(LARGE);
    run.append(LARGE);
    for (long entry = 1; entry < 8; entry++) {
      run.spool().settled(new Position(1, entry));
    }
    run.spool().settled(last);
    SpoolRun.until(() -> run.spool().usage().unsettled() == 1);
    run.close();

    // Its own segment is settled, but without it "begin" would be of an unfinished request.
    try (SpoolRun next = open(disk)) {
      assertEquals(List.of("begin"), next.recovered());
    }
  }

  @Test
  void everyOpeningHasItsOwnIncarnationAndTheSameId() {
    long id;
    try (SpoolRun run = open(disk)) {
      id = run.spool().id();
      assertEquals(1, run.spool().incarnation());
    }
    try (SpoolRun run = open(disk)) {
      assertEquals(2, run.spool().incarnation());
      assertEquals(new Position(2, 0), run.append("first"));
    }
    SpoolRun run = open(disk);
    MemoryDisk after = disk.crash(MemoryDisk.Survival.NOTHING, new Random(1));
    run.close();
    try (SpoolRun next = open(after)) {
      assertEquals(4, next.spool().incarnation());
      assertEquals(id, next.spool().id());
      assertTrue(id > 0 && id <= 0xffff_ffffL);
    }
  }

  @Test
  void aClosedSpoolRefuses() {
    SpoolRun run = open(disk);
    run.close();
    assertInstanceOf(
        SpoolClosedException.class,
        SpoolRun.failure(run.spool().append(SpoolRun.entry(1, true, "late"))));
  }

  @Test
  void anEntryAboveTheBoundIsABug() {
    try (SpoolRun run = open(disk)) {
      SpoolEntry large = SpoolRun.entry(1, true, "x".repeat(2_048));
      assertThrows(IllegalArgumentException.class, () -> run.spool().append(large));
    }
  }
}
