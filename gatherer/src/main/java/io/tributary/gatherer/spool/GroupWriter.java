package io.tributary.gatherer.spool;

import io.tributary.gatherer.spool.AppendQueue.Abandon;
import io.tributary.gatherer.spool.AppendQueue.Append;
import io.tributary.gatherer.spool.AppendQueue.Item;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what waits as groups: each goes into one segment, with one fsync at its end. Belongs to
 * the writer.
 *
 * <p>Failure semantics: an entry is acknowledged after the fsync of its group, and visible only
 * then. If a write or an fsync fails, all entries of the group and behind it fail, the segment is
 * abandoned, and the numbers of the failed entries are used again in a new one: by that, recovery
 * knows that what may be left of them does not count.
 */
final class GroupWriter {
  private static final int MIN_BUFFER_BYTES = 1_024 * 1_024;

  /** An item of the group; {@code offset} and {@code entry} are of appends. */
  private record Placed(Item item, long entry, int offset) {}

  private final Disk disk;
  private final SpoolFolder folder;
  private final SpoolIdentity identity;
  private final long incarnation;
  private final int segmentBytes;
  private final SpoolState state;
  private final InstantSource clock;
  private final Checksum checksum;
  private final ByteBuffer buffer;
  private final Requests requests = new Requests();
  private @Nullable ActiveSegment active;
  private long nextEntry;
  private boolean roomToMake;

  GroupWriter(
      Disk disk,
      SpoolSettings settings,
      IdentityFile opened,
      SpoolState state,
      InstantSource clock) {
    this.disk = disk;
    this.folder = new SpoolFolder(settings.folder());
    this.identity = opened.identity();
    this.incarnation = opened.incarnation();
    this.segmentBytes = settings.segmentBytes();
    this.state = state;
    this.clock = clock;
    this.checksum = new Checksum(identity.salt());
    int bytes = Math.max(settings.maxEntryBytes(), Math.min(MIN_BUFFER_BYTES, segmentBytes));
    this.buffer = ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes all items, in order, and keeps their promises.
   *
   * @param failed gets the failure, if there is one, before any item is answered with it
   * @return whether all were written
   */
  boolean write(List<Item> items, Consumer<SpoolFailedException> failed) {
    Deque<Item> waiting = new ArrayDeque<>(items);
    while (!waiting.isEmpty()) {
      List<Placed> group = new ArrayList<>();
      Path path = folder.path();
      try {
        ActiveSegment target = room(waiting.peek());
        path = target.path();
        place(target, waiting, group);
        if (target.written() > target.synced()) {
          target.force();
        }
        publish(target, group);
      } catch (IOException e) {
        SpoolFailedException failure = SpoolFailedException.of("write", path, e);
        failed.accept(failure);
        abandon();
        group.forEach(placed -> fail(placed.item(), failure));
        fail(waiting, failure);
        return false;
      } catch (RuntimeException | Error e) {
        SpoolException closed = new SpoolClosedException("the spool's writer has a bug: " + e);
        group.forEach(placed -> fail(placed.item(), closed));
        fail(waiting, closed);
        throw e;
      }
    }
    return true;
  }

  /** Answers all items with a failure. */
  void fail(Iterable<Item> items, SpoolException failure) {
    items.forEach(item -> fail(item, failure));
  }

  /** Whether a segment has become full since the last call, or may go. */
  boolean takeRoomToMake() {
    boolean taken = roomToMake;
    roomToMake = false;
    return taken;
  }

  /** Where files are made. */
  Path folder() {
    return folder.path();
  }

  /** Makes sure that there is a segment to write to. */
  ActiveSegment begin() throws IOException {
    ActiveSegment target = active;
    if (target == null) {
      Position first = new Position(incarnation, nextEntry);
      FileHead head = new FileHead(identity, first, clock.millis());
      target = ActiveSegment.create(disk, folder, head, state);
      active = target;
    }
    return target;
  }

  /** Closes the segment that is written to; one without an entry goes with the next opening. */
  void close() {
    ActiveSegment target = active;
    active = null;
    if (target != null) {
      target.close();
      seal(target.segment());
    }
  }

  private ActiveSegment room(Item next) throws IOException {
    ActiveSegment target = begin();
    if (next instanceof Append append && append.bytes() > segmentBytes - target.written()) {
      close();
      target = begin();
    }
    return target;
  }

  private void place(ActiveSegment target, Deque<Item> waiting, List<Placed> group)
      throws IOException {
    long entry = nextEntry;
    buffer.clear();
    while (!waiting.isEmpty()) {
      Item item = waiting.getFirst();
      switch (item) {
        case Abandon abandon -> group.add(new Placed(abandon, 0, 0));
        case Append append when requests.isBroken(append.entry().request()) ->
            fail(
                append,
                new SpoolFailedException(
                    "an earlier entry of the same request was not written: send it all again"));
        case Append append -> {
          int offset = target.written() + buffer.position();
          if (append.bytes() > segmentBytes - offset) {
            flush(target);
            return;
          }
          if (append.bytes() > buffer.remaining()) {
            flush(target);
          }
          group.add(new Placed(append, entry, offset));
          int part = requests.nextPart(append.entry());
          Position position = new Position(incarnation, entry++);
          EntryCodec.encode(buffer, append.entry(), position, part, target.synced(), checksum);
        }
      }
      waiting.removeFirst();
    }
    flush(target);
  }

  private void flush(ActiveSegment target) throws IOException {
    buffer.flip();
    if (buffer.hasRemaining()) {
      target.write(buffer);
    }
    buffer.clear();
  }

  private void publish(ActiveSegment target, List<Placed> group) {
    Segment segment = target.segment();
    Acknowledgements acknowledgements = new Acknowledgements();
    for (Placed placed : group) {
      switch (placed.item()) {
        case Abandon(long request) -> settle(requests.abandoned(request));
        case Append append -> {
          SpoolEntry entry = append.entry();
          Position position = new Position(incarnation, placed.entry());
          state.written(segment, placed.entry(), placed.offset(), append.cost());
          state.completed(requests.written(entry, position), segment);
          entry.answer().ifPresent(answer -> state.addKey(segment, answer));
          nextEntry = placed.entry() + 1;
          acknowledgements.add(append, position);
        }
      }
    }
    acknowledgements.send();
  }

  private void fail(Item item, SpoolException failure) {
    switch (item) {
      case Abandon(long request) -> settle(requests.abandoned(request));
      case Append append -> {
        state.giveBackEntry(append.cost());
        settle(requests.failed(append.entry()));
        append.failed(failure);
      }
    }
  }

  private void abandon() {
    ActiveSegment target = active;
    active = null;
    if (target == null) {
      return;
    }
    long junk = target.abandon();
    if (target.segment().count() == 0) {
      // The next one gets its name, and takes the file away first.
      state.remove(target.segment(), 0);
    } else {
      state.chargeJunk(target.segment(), junk);
      seal(target.segment());
    }
  }

  private void seal(Segment segment) {
    state.seal(segment);
    roomToMake = true;
  }

  private void settle(List<Position> positions) {
    for (Position position : positions) {
      roomToMake |= state.settle(position);
    }
  }
}
