package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Idempotency keys, which outlive their entries. */
final class SpoolKeysTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String LARGE = "x".repeat(1_500);

  private final MemoryDisk disk = new MemoryDisk();

  @AfterAll
  static void close() {
    SpoolRun.await(VERTX.close());
  }

  private SpoolRun open() {
    return new SpoolRun(VERTX, disk, SpoolRun.SETTINGS);
  }

  private static Answer expected(long key) {
    return new Answer(key, 1, SpoolRun.NOW.toEpochMilli());
  }

  @Test
  void aKeyIsKnownOnceItsRequestIsDurable() {
    try (SpoolRun run = open()) {
      assertEquals(Optional.empty(), run.answer(5));
      SpoolRun.await(run.spool().append(SpoolRun.keyed(1, 5, "row")));
      assertEquals(Optional.of(expected(5)), run.answer(5));
      assertEquals(Optional.empty(), run.answer(6));
    }
  }

  @Test
  void keysOutliveACrash() {
    SpoolRun run = open();
    SpoolRun.await(run.spool().append(SpoolRun.keyed(1, 5, "row")));
    MemoryDisk after = disk.crash(MemoryDisk.Survival.NOTHING, new Random(1));
    run.close();
    try (SpoolRun next = new SpoolRun(VERTX, after, SpoolRun.SETTINGS)) {
      assertEquals(Optional.of(expected(5)), next.answer(5));
    }
  }

  @Test
  void keysOutliveTheirSegments() {
    try (SpoolRun run = open()) {
      for (int i = 0; i < 10; i++) {
        run.spool().settled(SpoolRun.await(run.spool().append(SpoolRun.keyed(i, i, LARGE))));
      }
      SpoolRun.until(() -> run.spool().usage().segments() == 1);
    }
    for (int opening = 0; opening < 3; opening++) {
      try (SpoolRun run = open()) {
        for (int i = 0; i < 10; i++) {
          assertEquals(Optional.of(expected(i)), run.answer(i));
        }
        assertEquals(10, run.spool().usage().keys());
      }
    }
  }

  @Test
  void theKeyOfAnUnfinishedRequestIsNotKnown() {
    try (SpoolRun run = open()) {
      SpoolRun.await(run.spool().append(SpoolRun.entry(1, false, "begin")));
    }
    try (SpoolRun run = open()) {
      assertEquals(0, run.spool().usage().keys());
    }
  }

  @Test
  void keysOutOfTheirWindowGoWithTheirFiles() throws IOException, SpoolException {
    try (SpoolRun run = open()) {
      for (int i = 0; i < 10; i++) {
        run.spool().settled(SpoolRun.await(run.spool().append(SpoolRun.keyed(i, i, LARGE))));
      }
    }
    assertTrue(keysFiles().size() >= 4);
    SpoolState state = new SpoolState(SpoolRun.SETTINGS);
    InstantSource later = InstantSource.fixed(SpoolRun.NOW.plusSeconds(3_600));
    Recovered recovered = Recovery.run(disk, SpoolRun.SETTINGS, state, later);

    new Housekeeping(
            disk,
            new SpoolFolder(SpoolRun.FOLDER),
            recovered.opened().identity(),
            state,
            later,
            recovered)
        .run();

    assertEquals(List.of(), keysFiles());
    assertEquals(0, state.usage().keys());
    assertEquals(0, state.usage().usedBytes());
  }

  @Test
  void atTheBoundTheOldestKeysGoAndAreCounted() {
    SpoolSettings few = SpoolRun.settings(1 << 20, 3);
    try (SpoolRun run = new SpoolRun(VERTX, disk, few)) {
      for (int i = 0; i < 5; i++) {
        SpoolRun.await(run.spool().append(SpoolRun.keyed(i, i, "row")));
      }
      assertEquals(Optional.empty(), run.answer(1));
      assertEquals(Optional.of(expected(2)), run.answer(2));
      assertEquals(2, run.spool().usage().evictedKeys());
      assertEquals(3, run.spool().usage().keys());
    }
  }

  @Test
  void aDamagedFileOfKeysLosesTheDamagedOnesOnly() {
    try (SpoolRun run = open()) {
      for (int i = 0; i < 2; i++) {
        run.spool().settled(SpoolRun.await(run.spool().append(SpoolRun.keyed(i, i, "row"))));
      }
    }
    try (SpoolRun run = open()) {
      SpoolRun.until(() -> run.spool().usage().segments() == 0);
    }
    Path file = keysFiles().getFirst();
    byte[] bytes = disk.bytes(file);
    bytes[FileHead.BYTES + 3] ^= 1;
    disk.put(file, bytes);
    try (SpoolRun run = open()) {
      assertEquals(Optional.empty(), run.answer(0));
      assertEquals(Optional.of(expected(1)), run.answer(1));
    }
  }

  private List<Path> keysFiles() {
    return disk.files().stream().filter(file -> file.toString().endsWith(".keys")).toList();
  }
}
