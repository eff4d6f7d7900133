package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Disks that fail, and come back. */
final class SpoolFailureTest {
  private static final Vertx VERTX = Vertx.vertx();

  private final MemoryDisk disk = new MemoryDisk();

  @AfterAll
  static void close() {
    SpoolRun.await(VERTX.close());
  }

  private SpoolRun open() {
    return new SpoolRun(VERTX, disk, SpoolRun.SETTINGS);
  }

  private static SpoolFailedException failedAppend(SpoolRun run, String text) {
    return assertInstanceOf(
        SpoolFailedException.class,
        SpoolRun.failure(run.spool().append(SpoolRun.entry(9, true, text))));
  }

  @Test
  void afterAFailedFsyncTheFileIsNotTrustedAgain() throws IOException, SpoolException {
    SpoolRun run = open();
    Position before = run.append("before");
    disk.failForces(true);
    SpoolFailedException failure = failedAppend(run, "failed");
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("Input/output error"), message);
    assertTrue(message.contains("-0000000000000000000.spool"), message);
    assertEquals(Optional.of(message), run.spool().problem());
    assertEquals("before", run.read(before));

    disk.failForces(false);
    SpoolRun.until(() -> run.spool().problem().isEmpty());
    Position after = run.append("after");
    assertEquals(new Position(1, 1), after);

    MemoryDisk left = disk.crash(MemoryDisk.Survival.EVERYTHING, new Random(1));
    run.close();
    assertEquals(List.of("before", "after"), Reopened.of(left).texts());
  }

  @Test
  void whatIsLeftOfAFailedEntryDoesNotCount() throws IOException, SpoolException {
    SpoolRun run = open();
    run.append("before");
    CountDownLatch queued = new CountDownLatch(1);
    disk.beforeForce(() -> SpoolRun.uninterruptibly(queued));
    Future<Position> first = run.spool().append(SpoolRun.entry(2, true, "first"));
    SpoolRun.until(() -> disk.forcing() > 0);
    Future<Position> one = run.spool().append(SpoolRun.keyed(3, 3, "failed 1"));
    Future<Position> two = run.spool().append(SpoolRun.keyed(4, 4, "failed 2"));
    disk.beforeForce(() -> disk.failForces(true));
    disk.failCuts(true);
    queued.countDown();
    SpoolRun.await(first);
    SpoolRun.failure(one);
    SpoolRun.failure(two);
    disk.beforeForce(() -> {});
    disk.failForces(false);
    SpoolRun.until(() -> run.spool().problem().isEmpty());
    run.append("after");
    run.close();
    disk.failCuts(false);

    Reopened found = Reopened.of(disk.copy());
    assertEquals(List.of("before", "first", "after"), found.texts());
    assertEquals(3, found.state().usage().entries());
    assertEquals(0, found.state().usage().keys());
  }

  @Test
  void shortWritesAreFinished() {
    try (SpoolRun run = open()) {
      disk.maxWrite(7);
      Position position = run.append("longer than seven bytes");
      assertEquals("longer than seven bytes", run.read(position));
    }
    try (SpoolRun run = open()) {
      assertEquals(List.of("longer than seven bytes"), run.recovered());
    }
  }

  @Test
  void aDiskThatFillsUpAtAnyByteLosesNothing() throws IOException, SpoolException {
    for (int space = 0; space < 400; space += 3) {
      MemoryDisk small = new MemoryDisk();
      SpoolRun run = new SpoolRun(VERTX, small, SpoolRun.SETTINGS);
      run.append("before");
      small.spaceLeft(space);
      List<String> expected = new ArrayList<>(List.of("before"));
      Future<Position> append = run.spool().append(SpoolRun.entry(1, true, "tight " + space));
      SpoolRun.until(append::isComplete);
      while (append.succeeded()) {
        expected.add("tight " + space);
        append = run.spool().append(SpoolRun.entry(1, true, "tight " + space));
        SpoolRun.until(append::isComplete);
      }
      String message = String.valueOf(append.cause().getMessage());
      assertTrue(message.contains("No space left on device: free space"), message);

      small.spaceLeft(Long.MAX_VALUE);
      SpoolRun.until(() -> run.spool().problem().isEmpty());
      run.append("after");
      expected.add("after");

      MemoryDisk left = small.crash(MemoryDisk.Survival.EVERYTHING, new Random(1));
      run.close();
      assertEquals(expected, Reopened.of(left).texts(), "space for " + space);
    }
  }

  @Test
  void aDiskWithoutAFreeByteLetsSettledSegmentsGo() {
    try (SpoolRun run = open()) {
      List<Position> positions = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        positions.add(SpoolRun.await(run.spool().append(SpoolRun.keyed(i, i, "x".repeat(1_500)))));
      }
      int full = run.spool().usage().segments() - 1;
      SpoolRun.until(() -> count(".keys") == full);
      disk.spaceLeft(0);
      failedAppend(run, "no room");

      positions.forEach(run.spool()::settled);
      SpoolRun.until(() -> run.spool().usage().segments() == 1);
      assertEquals(1, count(".spool"));
      assertEquals(0, count(".tmp"));
      assertTrue(run.spool().problem().isPresent());

      disk.spaceLeft(Long.MAX_VALUE);
      SpoolRun.until(() -> run.spool().problem().isEmpty());
      run.append("room");
      assertTrue(run.answer(9).isPresent());
    }
  }

  private long count(String ending) {
    return disk.files().stream().filter(file -> file.toString().endsWith(ending)).count();
  }

  @Test
  void aReadOnlyDiskIsStillReadAndHeals() {
    try (SpoolRun run = open()) {
      Position before = run.append("before");
      disk.readOnly(true);
      String message = String.valueOf(failedAppend(run, "failed").getMessage());
      assertTrue(message.contains("mount the disk for writing"), message);
      assertEquals("before", run.read(before));
      run.spool().settled(before);

      disk.readOnly(false);
      SpoolRun.until(() -> run.spool().problem().isEmpty());
      run.append("after");
      assertEquals(2, run.spool().usage().entries() + countGone(run));
    }
    try (SpoolRun run = open()) {
      assertEquals(List.of("after"), run.recovered());
    }
  }

  /** 1 when the segment of the settled entry is gone already. */
  private static long countGone(SpoolRun run) {
    return run.spool().usage().segments() == 1 ? 1 : 0;
  }

  @Test
  void aFailureGivesBackWhatItTook() {
    try (SpoolRun run = open()) {
      run.append("before");
      SpoolUsage before = run.spool().usage();
      disk.failForces(true);
      failedAppend(run, "failed");
      assertEquals(before, run.spool().usage());
      disk.failForces(false);
    }
  }

  @Test
  void aRequestWithAFailedEntryCannotBeFinished() throws IOException, SpoolException {
    SpoolRun run = open();
    SpoolRun.await(run.spool().append(SpoolRun.entry(1, false, "begin")));
    disk.failForces(true);
    assertInstanceOf(
        SpoolFailedException.class,
        SpoolRun.failure(run.spool().append(SpoolRun.entry(1, false, "middle"))));
    disk.failForces(false);
    SpoolRun.until(() -> run.spool().problem().isEmpty());
    assertInstanceOf(
        SpoolFailedException.class,
        SpoolRun.failure(run.spool().append(SpoolRun.entry(1, true, "end"))));
    run.append("another");
    run.close();

    assertEquals(List.of("another"), Reopened.of(disk.copy()).texts());
  }
}
