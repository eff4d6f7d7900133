package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Files that are not as they were written. */
final class SpoolDamageTest {
  private static final Vertx VERTX = Vertx.vertx();
  private static final String LARGE = "x".repeat(1_500);
  private static final Path FIRST =
      new SpoolFolder(SpoolRun.FOLDER).file(new Position(1, 0), FileKind.ENTRIES);

  private final MemoryDisk disk = new MemoryDisk();

  @AfterAll
  static void close() {
    SpoolRun.await(VERTX.close());
  }

  /** Three entries in groups of their own; what is there is durable. */
  private List<String> threeEntries() {
    List<String> texts = List.of("the first", "the second, longer", "third");
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      texts.forEach(run::append);
    }
    return texts;
  }

  private static MemoryDisk with(MemoryDisk disk, Path file, byte[] bytes) {
    MemoryDisk changed = disk.copy();
    changed.put(file, bytes);
    return changed;
  }

  @Test
  void aTornLastGroupIsCutAtEveryByte() throws IOException, SpoolException {
    List<String> texts = threeEntries();
    int before = disk.bytes(FIRST).length;
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      SpoolRun.await(
          Future.all(
              run.spool().append(SpoolRun.entry(1, true, "torn 1")),
              run.spool().append(SpoolRun.entry(2, true, "torn 2")),
              run.spool().append(SpoolRun.entry(3, true, "torn 3"))));
    }
    Path second = new SpoolFolder(SpoolRun.FOLDER).file(new Position(2, 0), FileKind.ENTRIES);
    byte[] whole = disk.bytes(second);
    assertTrue(before > 0 && whole.length > FileHead.BYTES);
    for (int length = 0; length <= whole.length; length++) {
      MemoryDisk torn = with(disk, second, Arrays.copyOf(whole, length));

      List<String> found = Reopened.of(torn).texts();

      List<String> all = new ArrayList<>(texts);
      all.addAll(List.of("torn 1", "torn 2", "torn 3"));
      assertEquals(all.subList(0, found.size()), found, "cut to " + length);
      assertTrue(found.size() >= 3, "cut to " + length);
      assertEquals(found, Reopened.of(torn).texts(), "a second opening, cut to " + length);
    }
  }

  @Test
  void aFlippedByteLosesOneEntryAtMost() throws IOException, SpoolException {
    List<String> texts = threeEntries();
    byte[] whole = disk.bytes(FIRST);
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) (1 << at % 8);

      Reopened found = Reopened.of(with(disk, FIRST, flipped));

      List<String> left = new ArrayList<>(texts);
      left.removeAll(found.texts());
      assertTrue(left.size() <= 1, at + ": lost " + left);
      assertTrue(texts.containsAll(found.texts()), at + ": invented " + found.texts());
      assertEquals(left.isEmpty(), at < FileHead.BYTES, at + ": lost " + left);
      boolean cutAsTorn = left.equals(List.of("third"));
      assertEquals(cutAsTorn, found.recovered().damages().isEmpty(), "byte " + at);
    }
  }

  @Test
  void damageIsReportedWithFileOffsetAndChecksums() throws IOException, SpoolException {
    threeEntries();
    byte[] bytes = disk.bytes(FIRST);
    bytes[FileHead.BYTES + EntryHead.BYTES + 2] ^= 1;

    List<Damage> damages = Reopened.of(with(disk, FIRST, bytes)).recovered().damages();

    assertEquals(1, damages.size());
    assertEquals(FIRST, damages.getFirst().file());
    assertEquals(FileHead.BYTES, damages.getFirst().offset());
    assertTrue(damages.getFirst().acknowledged());
    String text = damages.getFirst().toString();
    assertTrue(
        text.matches(".*S-9 ENTRY_CHECKSUM: expected [0-9a-f]{8}, found [0-9a-f]{8}.*"), text);
  }

  @Test
  void aDamagedSegmentIsPutAsideOnceTheRestIsSettled() {
    threeEntries();
    byte[] bytes = disk.bytes(FIRST);
    bytes[FileHead.BYTES + EntryHead.BYTES + 2] ^= 1;
    MemoryDisk damaged = with(disk, FIRST, bytes);
    Path aside = SpoolRun.FOLDER.resolve("corrupt").resolve(FIRST.getFileName());
    try (SpoolRun run = new SpoolRun(VERTX, damaged, SpoolRun.SETTINGS)) {
      assertEquals(List.of("the second, longer", "third"), run.recovered());
      assertFalse(damaged.files().contains(aside));
      run.spool().recovered().forEachRemaining(run.spool()::settled);

      SpoolRun.until(() -> run.spool().usage().segments() == 0);
      assertEquals(bytes.length, damaged.length(aside));
      assertEquals(bytes.length, run.spool().usage().usedBytes());
    }
  }

  @Test
  void theRestOfADamagedRequestIsHandedOut() throws IOException, SpoolException {
    SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS);
    SpoolRun.await(run.spool().append(SpoolRun.entry(5, false, "begin")));
    SpoolRun.await(run.spool().append(SpoolRun.keyed(5, 5, "end")));
    run.append("behind");
    // A clean end would save the key, which says that the request was acknowledged.
    MemoryDisk crashed = disk.crash(MemoryDisk.Survival.NOTHING, new Random(1));
    run.close();
    byte[] bytes = crashed.bytes(FIRST);
    int firstLength = bytes.length;
    for (int at = FileHead.BYTES; at < firstLength; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;

      Reopened found = Reopened.of(with(crashed, FIRST, flipped));

      List<String> lost = new ArrayList<>(List.of("begin", "end", "behind"));
      lost.removeAll(found.texts());
      assertEquals(1, lost.size(), "byte " + at);
      // Rather a row twice than not at all: a repeat of the request has to be taken.
      Optional<Answer> answer =
          found.state().answer(new KeyHash(5, ~5), SpoolRun.NOW.toEpochMilli());
      assertEquals(lost.getFirst().equals("behind"), answer.isPresent(), "byte " + at);
    }
  }

  @Test
  void whatASenderWritesIsNeverTakenForAnEntry() throws IOException, SpoolException {
    MemoryDisk other = new MemoryDisk();
    try (SpoolRun run = new SpoolRun(VERTX, other, SpoolRun.SETTINGS)) {
      run.append("forged");
    }
    byte[] segment = other.bytes(FIRST);
    byte[] forged = Arrays.copyOfRange(segment, FileHead.BYTES, segment.length);
    Buffer payload = Buffer.buffer(forged);
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      SpoolRun.await(
          run.spool()
              .append(
                  new SpoolEntry(
                      "events", 1, true, Optional.empty(), List.of(new Section(1, payload)))));
      run.append("behind");
    }
    byte[] bytes = disk.bytes(FIRST);
    bytes[FileHead.BYTES + 12] ^= 1;

    assertEquals(List.of("behind"), Reopened.of(with(disk, FIRST, bytes)).texts());
  }

  @Test
  void aDamagedSidecarOnlyHandsOutAgain() throws IOException, SpoolException {
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      run.spool().settled(run.append("one"));
      run.append("two");
      run.spool().settled(run.append("three"));
    }
    Path sidecar = new SpoolFolder(SpoolRun.FOLDER).file(new Position(1, 0), FileKind.SETTLED);
    byte[] bytes = disk.bytes(sidecar);
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= (byte) (1 << at % 8);

      List<String> texts = Reopened.of(with(disk, sidecar, flipped)).texts();

      assertTrue(texts.contains("two"), "byte " + at);
      assertTrue(texts.size() > 1, "byte " + at);
    }
  }

  @Test
  void damageThatComesLaterFailsTheRead() {
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      Position position = run.append("fine");
      byte[] bytes = disk.bytes(FIRST);
      bytes[bytes.length - 1] ^= 1;
      disk.put(FIRST, bytes);

      Throwable failure = SpoolRun.failure(run.spool().read(position));

      assertInstanceOf(SpoolDamagedException.class, failure);
      assertTrue(String.valueOf(failure.getMessage()).contains(FIRST.toString()));
    }
  }

  @Test
  void aSegmentInTheMiddleThatEndsEarlyIsDamaged() throws IOException, SpoolException {
    try (SpoolRun run = new SpoolRun(VERTX, disk, SpoolRun.SETTINGS)) {
      for (int i = 0; i < 6; i++) {
        run.append(LARGE + i);
      }
    }
    byte[] bytes = disk.bytes(FIRST);
    Reopened found = Reopened.of(with(disk, FIRST, Arrays.copyOf(bytes, bytes.length - 1)));

    assertEquals(5, found.texts().size());
    assertEquals(1, found.recovered().damages().size());
  }

  @Test
  void aNewerVersionIsNotTouched() {
    threeEntries();
    byte[] bytes = disk.bytes(FIRST);
    bytes[4] = 2;
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(40, Checksum.plain(head, 0, 40));

    SpoolUnusableException refusal =
        assertThrows(SpoolUnusableException.class, () -> Reopened.of(with(disk, FIRST, bytes)));
    assertTrue(String.valueOf(refusal.getMessage()).contains("version 2"));
  }

  @Test
  void segmentsOfAnotherSpoolAreRefused() {
    threeEntries();
    MemoryDisk other = new MemoryDisk();
    try (SpoolRun run = new SpoolRun(VERTX, other, SpoolRun.SETTINGS)) {
      run.append("other");
    }
    MemoryDisk mixed = with(disk, FIRST, other.bytes(FIRST));
    SpoolUnusableException refusal =
        assertThrows(SpoolUnusableException.class, () -> Reopened.of(mixed));
    assertTrue(String.valueOf(refusal.getMessage()).contains("belongs to spool"));
  }

  @Test
  void aSpoolWithoutItsPropertiesOrWithDamagedOnesIsRefused() throws IOException {
    threeEntries();
    Path properties = new SpoolFolder(SpoolRun.FOLDER).properties();
    byte[] bytes = disk.bytes(properties);
    for (int at = 0; at < bytes.length; at++) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 2;
      MemoryDisk changed = with(disk, properties, flipped);
      assertThrows(SpoolUnusableException.class, () -> Reopened.of(changed), "byte " + at);
    }
    MemoryDisk without = disk.copy();
    without.delete(properties);
    assertThrows(SpoolUnusableException.class, () -> Reopened.of(without));
  }
}
