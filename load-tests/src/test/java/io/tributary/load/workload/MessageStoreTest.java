package io.tributary.load.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.workload.MessageStore.Bounds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageStoreTest {
  private static final long TIME = 1_790_000_000_123L;
  private static final MessageRecipe W = new MessageRecipe(DataSet.W, 42, 0);

  private final Path folder;

  MessageStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** What is sent is what the data set makes: W is what it was before there was a store. */
  @ParameterizedTest
  @EnumSource
  void storedMessagesAreThoseOfTheDataSetWithTimesOfTheirOwn(DataSet data) {
    MessageSource stored = store(1 << 20, 3).open(new MessageRecipe(data, 42, 0), 100, 0);
    MessageSource made = data.messages(42, 0);
    for (int i = 0; i < 100; i++) {
      assertArrayEquals(made.next(TIME + i), stored.next(TIME + i));
      assertEquals(made.lastKey(), stored.lastKey());
    }
  }

  @Test
  void avroNamesTheSchemaOfTheRun() {
    MessageRecipe recipe = new MessageRecipe(DataSet.W_AVRO, 42, 0);
    byte[] message = store(1 << 20, 3).open(recipe, 1, 0x01020304).next(TIME);
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4}, java.util.Arrays.copyOf(message, 5));
  }

  @Test
  void fullFileBeginsAgain() {
    // Room for some forty messages.
    StoredMessages stored = store(10_000, 3).open(W, 1_000, 0);
    List<String> messages = Stream.generate(() -> text(stored.next(TIME))).limit(100).toList();
    int period = messages.subList(1, 100).indexOf(messages.getFirst()) + 1;
    assertTrue(period > 30 && period < 50, "period " + period);
    assertEquals(messages.subList(0, period), messages.subList(period, 2 * period));
  }

  @Test
  void fileIsUsedAgainAndWrittenAnewForMoreRows() throws IOException {
    MessageStore store = store(1 << 20, 3);
    byte[] first = store.open(W, 100, 0).next(TIME);
    Path file = folder.resolve("w-42.messages");
    Object key = Files.readAttributes(file, "unix:ino").get("ino");
    store.open(W, 60, 0);
    assertEquals(key, Files.readAttributes(file, "unix:ino").get("ino"));
    assertEquals(100, MessageFile.existing(file, W).orElseThrow().count());

    StoredMessages more = store.open(W, 200, 0);
    assertEquals(200, MessageFile.existing(file, W).orElseThrow().count());
    assertArrayEquals(first, more.next(TIME));
  }

  @Test
  void fileWithOtherMessagesOrCutShortIsWrittenAnew() throws IOException {
    MessageStore store = store(1 << 20, 3);
    byte[] first = store.open(W, 100, 0).next(TIME);
    Path file = folder.resolve("w-42.messages");
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(200);
      bytes.write(new byte[] {'#', '#', '#', '#'});
    }
    assertTrue(MessageFile.existing(file, W).isEmpty());
    assertArrayEquals(first, store.open(W, 100, 0).next(TIME));

    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 1);
    }
    assertTrue(MessageFile.existing(file, W).isEmpty());
    assertArrayEquals(first, store.open(W, 100, 0).next(TIME));
  }

  @Test
  void filesThatWereNotUsedForLongestAreDeleted() throws IOException {
    MessageStore store = store(1 << 20, 2);
    for (int seed = 1; seed <= 3; seed++) {
      MessageRecipe recipe = new MessageRecipe(DataSet.TINY, seed, 0);
      StoredMessages unused = store.open(recipe, 10, 0);
      Path file = folder.resolve("tiny-" + seed + ".messages");
      Files.setLastModifiedTime(file, FileTime.fromMillis(TIME + seed));
    }
    // The third was there in time for its own look.
    assertTrue(Files.exists(folder.resolve("tiny-3.messages")));
    assertTrue(Files.exists(folder.resolve("tiny-2.messages")));
    assertFalse(Files.exists(folder.resolve("tiny-1.messages")));
  }

  private MessageStore store(long bytes, int files) {
    return new MessageStore(folder, new Bounds(bytes, files));
  }

  private static String text(byte[] message) {
    return new String(message, StandardCharsets.UTF_8);
  }
}
