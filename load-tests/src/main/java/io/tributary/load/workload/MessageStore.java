package io.tributary.load.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of messages, so that making them costs nothing while something is measured. A file is
 * written when its recipe is first asked for, and used again by later runs. It is written anew when
 * a run needs more messages, or when the recipe makes other messages than it did.
 *
 * <p>A file has at most 256 MiB, which are over a million messages of data set W; a longer run gets
 * the same messages again, with times of their own. The folder keeps the eight files that were used
 * last.
 *
 * <p>Thread: one at a time; calls block.
 */
public final class MessageStore {
  private static final String SUFFIX = ".messages";

  private final Path folder;
  private final Bounds bounds;

  /**
   * What the folder may take.
   *
   * @param bytesOfFile far more than a broker's page of compressed records, so that nothing is the
   *     cheaper for messages that come again
   * @param files one of each data set, and one more
   */
  record Bounds(long bytesOfFile, int files) {
    static final Bounds USUAL = new Bounds(256L << 20, 8);
  }

  /**
   * @param folder made when it is not there
   */
  public MessageStore(Path folder) {
    this(folder, Bounds.USUAL);
  }

  MessageStore(Path folder, Bounds bounds) {
    this.folder = folder;
    this.bounds = bounds;
  }

  /**
   * Messages for so many rows, from the first one on.
   *
   * @param schemaId that the registry gave to the schema of Avro; 0 for JSON
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public StoredMessages open(MessageRecipe recipe, long rows, int schemaId) {
    Path path = folder.resolve(recipe.fileName());
    try {
      Files.createDirectories(folder);
      Optional<MessageFile> there = MessageFile.existing(path, recipe);
      MessageFile file =
          there.isPresent() && there.get().isEnoughFor(rows)
              ? there.get()
              : MessageFile.write(path, recipe, rows, bounds.bytesOfFile());
      Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
      keepTheLast();
      return new StoredMessages(file, recipe.data().isAvro(), schemaId);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep messages in " + folder + ": " + e, e);
    }
  }

  private void keepTheLast() throws IOException {
    for (Path old : byAge().stream().skip(bounds.files()).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** The one that was used last comes first. */
  private List<Path> byAge() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing(MessageStore::usedAt).reversed())
          .toList();
    }
  }

  private static FileTime usedAt(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      // Somebody else deleted it.
      return FileTime.fromMillis(0);
    }
  }
}
