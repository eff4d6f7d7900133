package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what is settled, saves the keys of full segments, and takes files away. Belongs to the
 * writer.
 *
 * <p>Keys are saved as soon as a segment is full, not when it goes: so that a full disk never keeps
 * segments from going.
 *
 * <p>Failure semantics: whatever fails here is tried again a second later. Until then files stay
 * longer than they have to, and a crash hands out again what was settled.
 */
final class Housekeeping {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolState state;
  private final InstantSource clock;
  private final SettledFile settledFile;
  private final KeysFile keysFile;

  /** Oldest first. */
  private final Deque<KeptKeys> kept;

  private long corruptBytes;

  /**
   * @param recovered what was found when the spool was opened
   */
  Housekeeping(
      Disk disk,
      SpoolFolder folder,
      SpoolIdentity identity,
      SpoolState state,
      InstantSource clock,
      Recovered recovered) {
    this.disk = disk;
    this.folder = folder;
    this.state = state;
    this.clock = clock;
    this.settledFile = new SettledFile(disk, folder, identity);
    this.keysFile = new KeysFile(disk, folder, identity);
    this.kept = new ArrayDeque<>(recovered.keptKeys());
    this.corruptBytes = recovered.corruptBytes();
  }

  /** What is worth doing at once, because it makes room: settled segments go. */
  void makeRoom() throws IOException {
    Attempts attempts = new Attempts();
    makeRoom(attempts);
    attempts.end();
  }

  /** All there is to do. */
  void run() throws IOException {
    Attempts attempts = new Attempts();
    attempts.make(this::expireKeys);
    makeRoom(attempts);
    attempts.make(() -> saveSettled(false));
    attempts.make(this::countCorrupt);
    attempts.end();
  }

  /** All there is to do before the end; what is settled is made durable. */
  void finish() throws IOException {
    Attempts attempts = new Attempts();
    makeRoom(attempts);
    attempts.make(() -> saveSettled(true));
    attempts.end();
  }

  /** Takes away what it can before it writes anything: the disk may be full. */
  private void makeRoom(Attempts attempts) {
    removeDone(attempts);
    List<Segment> unsaved = state.keysToSave();
    for (Segment segment : unsaved) {
      attempts.make(() -> saveKeys(segment));
    }
    if (!unsaved.isEmpty()) {
      removeDone(attempts);
    }
  }

  private void removeDone(Attempts attempts) {
    for (Segment segment : state.done()) {
      attempts.make(() -> remove(segment));
    }
  }

  private void saveKeys(Segment segment) throws IOException {
    List<KeyedAnswer> keys = state.keysOf(segment);
    Path path = folder.file(segment.first(), FileKind.KEYS);
    if (!keys.isEmpty()) {
      step("write", path, () -> keysFile.write(segment.first(), keys, clock.millis()));
    }
    state.keysSaved(segment);
  }

  private void remove(Segment segment) throws IOException {
    Path path = folder.file(segment.first(), FileKind.ENTRIES);
    long keptBytes = 0;
    if (segment.isDamaged()) {
      Path aside = folder.corrupt().resolve(path.getFileName());
      step(
          "move",
          path,
          () -> {
            disk.createFolder(folder.corrupt());
            if (disk.list(folder.path()).contains(path)) {
              disk.rename(path, aside);
            }
            disk.syncFolder(folder.corrupt());
          });
      keptBytes = corruptBytes(disk, folder) - corruptBytes;
      corruptBytes += keptBytes;
      LOG.warn("{} is settled as far as it can be read, and was moved to {}", path, aside);
    } else {
      step("delete", path, () -> disk.delete(path));
    }
    if (segment.firstKey() < segment.endKey()) {
      long bytes = KeysFile.bytes((int) (segment.endKey() - segment.firstKey()));
      kept.addLast(new KeptKeys(segment.first(), segment.endKey(), bytes));
      keptBytes += bytes;
    } else {
      Path keys = folder.file(segment.first(), FileKind.KEYS);
      step("delete", keys, () -> disk.delete(keys));
    }
    state.remove(segment, keptBytes);
    Path settled = folder.file(segment.first(), FileKind.SETTLED);
    step("delete", settled, () -> disk.delete(settled));
    step("fsync", folder.path(), () -> disk.syncFolder(folder.path()));
  }

  private void expireKeys() throws IOException {
    long oldest = state.expireKeys(clock.millis());
    for (KeptKeys keys : List.copyOf(kept)) {
      if (keys.endKey() <= oldest) {
        Path path = folder.file(keys.segment(), FileKind.KEYS);
        step("delete", path, () -> disk.delete(path));
        kept.remove(keys);
        state.takeBytes(-keys.bytes());
      }
    }
  }

  private void saveSettled(boolean force) throws IOException {
    for (Segment segment : state.segments()) {
      List<int[]> ranges = state.takeUnsaved(segment);
      boolean unforced = force && segment.sidecarBytes() > 0;
      if (ranges.isEmpty() && !unforced) {
        continue;
      }
      Path path = folder.file(segment.first(), FileKind.SETTLED);
      try {
        long now = clock.millis();
        segment.sidecarBytes(
            settledFile.append(segment.first(), segment.sidecarBytes(), ranges, force, now));
      } catch (IOException e) {
        state.notSaved(segment, ranges);
        throw named("write", path, e);
      }
    }
    if (force) {
      step("fsync", folder.path(), () -> disk.syncFolder(folder.path()));
    }
  }

  /** A person may have taken some away. */
  private void countCorrupt() throws IOException {
    if (corruptBytes > 0) {
      long bytes = corruptBytes(disk, folder);
      state.takeBytes(bytes - corruptBytes);
      corruptBytes = bytes;
    }
  }

  /** Bytes of damaged segments that were put aside. */
  static long corruptBytes(Disk disk, SpoolFolder folder) throws IOException {
    long bytes = 0;
    for (Path path : disk.list(folder.corrupt())) {
      try (DiskFile file = disk.view(path)) {
        bytes += file.size();
      }
    }
    return bytes;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Steps of which one that fails does not keep the others from being tried. */
  private static final class Attempts {
    private @Nullable IOException first;

    void make(Step step) {
      try {
        step.run();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        }
      }
    }

    /** Throws the first failure, if there was one. */
    void end() throws IOException {
      if (first != null) {
        throw first;
      }
    }
  }

  private static void step(String doing, Path file, Step step) throws IOException {
    try {
      step.run();
    } catch (IOException e) {
      throw named(doing, file, e);
    }
  }

  private static IOException named(String doing, Path file, IOException cause) {
    SpoolFailedException failure = SpoolFailedException.of(doing, file, cause);
    return new IOException(String.valueOf(failure.getMessage()), cause);
  }
}
