package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a spool: reads all that is on disk, checks every byte of it, and fills {@link SpoolState}.
 * Blocks; any thread that may.
 */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolState state;
  private final long nowMillis;
  private final KeyIndexFilter fresh;
  private final TreeMap<Position, Path> segments = new TreeMap<>();
  private final TreeMap<Position, Path> keys = new TreeMap<>();
  private final TreeMap<Position, Path> settled = new TreeMap<>();
  private final List<KeptKeys> keptKeys = new ArrayList<>();
  private final List<Damage> damages = new ArrayList<>();

  /** Incarnations with damaged segments that were put aside. */
  private final Set<Long> setAside = new TreeSet<>();

  private @Nullable RecoveredRequests requests;

  /** Which keys are still of use. */
  private interface KeyIndexFilter {
    boolean isFresh(KeyedAnswer keyed);
  }

  private Recovery(Disk disk, SpoolSettings settings, SpoolState state, InstantSource clock) {
    this.disk = disk;
    this.folder = new SpoolFolder(settings.folder());
    this.state = state;
    this.nowMillis = clock.millis();
    long window = settings.keyWindow().toMillis();
    this.fresh = keyed -> nowMillis - keyed.answer().acceptedAtMillis() < window;
  }

  /** Opens the spool in a folder that is locked. */
  static Recovered run(Disk disk, SpoolSettings settings, SpoolState state, InstantSource clock)
      throws IOException, SpoolUnusableException {
    return new Recovery(disk, settings, state, clock).run();
  }

  private Recovered run() throws IOException, SpoolUnusableException {
    list();
    IdentityFile opened = identity().raised(lastIncarnation());
    // A newer version or a foreign file is found before anything is changed.
    TreeSet<Position> names = new TreeSet<>(segments.keySet());
    names.addAll(keys.keySet());
    for (Position name : names) {
      restore(name, opened.identity());
    }
    finishIncarnation();
    removeOrphans();
    opened.write(disk, folder);
    long corruptBytes = Housekeeping.corruptBytes(disk, folder);
    state.takeBytes(corruptBytes);
    damages.forEach(damage -> LOG.error("{}", damage));
    return new Recovered(opened, keptKeys, corruptBytes, damages);
  }

  private void list() throws IOException {
    for (Path file : disk.list(folder.path())) {
      if (SpoolFolder.isUnfinished(file)) {
        disk.delete(file);
        continue;
      }
      SpoolFolder.segment(file, FileKind.ENTRIES).ifPresent(at -> segments.put(at, file));
      SpoolFolder.segment(file, FileKind.KEYS).ifPresent(at -> keys.put(at, file));
      SpoolFolder.segment(file, FileKind.SETTLED).ifPresent(at -> settled.put(at, file));
    }
    for (Path file : disk.list(folder.corrupt())) {
      SpoolFolder.segment(file, FileKind.ENTRIES).ifPresent(at -> setAside.add(at.incarnation()));
    }
  }

  private IdentityFile identity() throws IOException, SpoolUnusableException {
    Optional<IdentityFile> known = IdentityFile.read(disk, folder);
    if (known.isPresent()) {
      return known.get();
    }
    if (!segments.isEmpty() || !keys.isEmpty()) {
      throw new SpoolUnusableException(
          "%s has segments, but no spool.properties: restore that file, or move the segments away"
              .formatted(folder.path()));
    }
    SecureRandom random = new SecureRandom();
    long id = 1 + random.nextLong(0xffff_ffffL);
    return new IdentityFile(new SpoolIdentity(id, random.nextLong()), 0);
  }

  /** As the names of files have it: that of the properties may be an old one from a backup. */
  private long lastIncarnation() {
    long last = segments.isEmpty() ? 0 : segments.lastKey().incarnation();
    return keys.isEmpty() ? last : Math.max(last, keys.lastKey().incarnation());
  }

  private void restore(Position name, SpoolIdentity identity)
      throws IOException, SpoolUnusableException {
    KeysFile.Content saved = null;
    if (keys.containsKey(name)) {
      saved = new KeysFile(disk, folder, identity).read(name);
    }
    Path path = segments.get(name);
    if (path != null) {
      restoreSegment(name, path, identity, saved);
    } else if (saved != null) {
      if (!saved.perfect()) {
        LOG.error(
            "{} is damaged: some of its idempotency keys are lost, so that requests with them would"
                + " be taken again",
            keys.get(name));
      }
      saved.keys().stream().filter(fresh::isFresh).forEach(state::addKey);
      long bytes = KeysFile.bytes(saved.keys().size());
      state.takeBytes(bytes);
      keptKeys.add(new KeptKeys(name, state.nextKey(), bytes));
    }
  }

  private void restoreSegment(
      Position first, Path path, SpoolIdentity identity, KeysFile.@Nullable Content saved)
      throws IOException, SpoolUnusableException {
    Position next = segments.higherKey(first);
    boolean sameIncarnation = next != null && next.incarnation() == first.incarnation();
    long limit = sameIncarnation && next != null ? next.entry() : Long.MAX_VALUE;
    RecoveredRequests current = requestsOf(first);
    SegmentRestore restore =
        new SegmentRestore(
            state, current, first, saved == null || !saved.perfect(), fresh::isFresh);
    SegmentScan.Found found;
    try (DiskFile file = disk.view(path)) {
      found = SegmentScan.scan(path, first, identity, file, limit, restore);
    }
    if (found.headBreach() != null && found.size() <= FileHead.BYTES && next == null) {
      LOG.warn("{} has no entry: the process ended as it was made", path);
      state.remove(restore.segment(), 0);
      disk.delete(path);
      return;
    }
    if (saved != null && saved.perfect()) {
      saved.keys().stream()
          .filter(fresh::isFresh)
          .forEach(keyed -> state.addKey(restore.segment(), keyed));
      state.keysSaved(restore.segment());
    }
    judge(restore.segment(), path, found, next == null, limit);
    if (settled.containsKey(first)) {
      new SettledFile(disk, folder, identity).load(restore.segment());
    }
    state.seal(restore.segment());
  }

  private void judge(
      Segment segment, Path path, SegmentScan.Found found, boolean newest, long limit)
      throws IOException {
    if (found.headBreach() != null) {
      String breach = String.valueOf(found.headBreach().getMessage());
      damages.add(new Damage(path, 0, FileHead.BYTES, breach, false));
      state.markDamaged(segment);
    }
    if (!found.damages().isEmpty()) {
      damages.addAll(found.damages());
      state.markDamaged(segment);
    }
    long size = found.size();
    Damage tail = found.tail();
    if (tail != null && (newest || segment.end().entry() == limit)) {
      LOG.warn(
          "{} is cut at offset {}: {} bytes were never acknowledged ({})",
          path,
          tail.offset(),
          tail.bytes(),
          tail.breach());
      cut(path, found.end());
      size = found.end();
    } else if (tail != null) {
      damages.add(tail);
      state.markDamaged(segment);
      RecoveredRequests current = requestsOf(segment.first());
      found.lostInTail().forEach(head -> current.lost(head, segment));
      current.lostTail();
    }
    long bytes = size - FileHead.BYTES + (long) segment.count() * SettledFile.RECORD_BYTES;
    long keyBytes = (segment.endKey() - segment.firstKey()) * KeysFile.RECORD_BYTES;
    state.chargeRestored(segment, Math.max(0, bytes) + keyBytes);
  }

  private void cut(Path path, long bytes) throws IOException {
    try (DiskFile file = disk.edit(path)) {
      file.truncate(bytes);
      file.force();
    }
  }

  private RecoveredRequests requestsOf(Position first) {
    RecoveredRequests current = requests;
    if (current == null || current.incarnation() != first.incarnation()) {
      finishIncarnation();
      current = new RecoveredRequests(state, first, setAside.contains(first.incarnation()));
      requests = current;
    }
    return current;
  }

  private void finishIncarnation() {
    if (requests == null) {
      return;
    }
    List<Position> dropped = requests.unfinished();
    if (!dropped.isEmpty()) {
      LOG.info("{} entries of unfinished requests are dropped", dropped.size());
      dropped.forEach(state::settle);
    }
    requests = null;
  }

  /** Sidecars whose segments are gone. */
  private void removeOrphans() throws IOException {
    for (Position segment : settled.keySet()) {
      if (!segments.containsKey(segment)) {
        disk.delete(settled.get(segment));
      }
    }
  }
}
