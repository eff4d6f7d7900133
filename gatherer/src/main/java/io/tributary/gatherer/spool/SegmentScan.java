package io.tributary.gatherer.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from start to end, checks every byte, and finds the entries behind damage again.
 *
 * <p>The head of an entry has a checksum of its own. If only the body is bad, the next entry is
 * where the head says. If the head is bad, the next whole head is searched for byte by byte; what a
 * sender made to look like one is not, for want of the salt.
 */
final class SegmentScan {
  /** Gets what is found, in order. */
  interface Visitor {
    /** A whole entry. */
    void entry(EntryHead head, int offset, Optional<KeyedAnswer> answer);

    /** An entry whose head is whole, and whose body is lost. */
    void lost(EntryHead head);
  }

  /**
   * What was found.
   *
   * @param headBreach why the head of the file is bad
   * @param size of the file
   * @param end behind the last whole entry, or behind the head
   * @param damages in front of {@code end}, without that of the head
   * @param tail from {@code end} to the end of the file
   * @param lostInTail heads of entries that are lost in the tail
   */
  record Found(
      @Nullable RuleBreach headBreach,
      long size,
      long end,
      List<Damage> damages,
      @Nullable Damage tail,
      List<EntryHead> lostInTail) {}

  /** Damage, of which it is not known yet whether it was acknowledged. */
  private record Bad(long offset, long bytes, RuleBreach breach) {}

  private final Path path;
  private final Position first;
  private final SpoolIdentity spool;
  private final Checksum checksum;
  private final FileWindow file;
  private final Visitor visitor;
  private final List<Bad> bad = new ArrayList<>();
  private final List<EntryHead> lost = new ArrayList<>();
  private long lastEntry;
  private long end = FileHead.BYTES;
  private long synced;

  private SegmentScan(
      Path path, Position first, SpoolIdentity spool, FileWindow file, Visitor visitor) {
    this.path = path;
    this.first = first;
    this.spool = spool;
    this.checksum = new Checksum(spool.salt());
    this.file = file;
    this.visitor = visitor;
    this.lastEntry = first.entry() - 1;
  }

  /**
   * Reads a segment.
   *
   * @param limit entries from this number on do not count: a later segment has them
   */
  static Found scan(
      Path path, Position first, SpoolIdentity spool, DiskFile file, long limit, Visitor visitor)
      throws IOException, SpoolUnusableException {
    SegmentScan scan = new SegmentScan(path, first, spool, new FileWindow(file), visitor);
    RuleBreach headBreach = scan.head();
    if (scan.file.size() > Integer.MAX_VALUE) {
      throw new SpoolUnusableException(path + " is larger than a segment can be: move it away");
    }
    scan.entries(limit);
    return scan.found(headBreach);
  }

  private @Nullable RuleBreach head() throws IOException, SpoolUnusableException {
    int length = (int) Math.min(file.size(), FileHead.BYTES);
    file.at(0, length);
    try {
      FileHead head = FileHead.decode(FileKind.ENTRIES, file.bytes());
      if (head.identity().id() != spool.id()) {
        throw new SpoolUnusableException(
            "%s belongs to spool %d, and this is spool %d: move it to where it came from"
                .formatted(path, head.identity().id(), spool.id()));
      }
      head.require(spool, first);
      return null;
    } catch (RuleBreach e) {
      if (e.rule() == SpoolRule.VERSION) {
        throw new SpoolUnusableException(path + " is newer than this program: " + e.getMessage());
      }
      return e;
    }
  }

  private void entries(long limit) throws IOException {
    long at = FileHead.BYTES;
    while (at < file.size()) {
      EntryHead head;
      try {
        head = entryHead(at);
      } catch (RuleBreach e) {
        long next = nextHead(at + 1);
        bad.add(new Bad(at, next - at, e));
        at = next;
        continue;
      }
      if (head.entry() >= limit) {
        return;
      }
      long left = file.size() - at;
      if (head.length() > left) {
        bad.add(new Bad(at, left, new RuleBreach(SpoolRule.ENTRY_LENGTH, "the file ends in it")));
        lost.add(head);
        return;
      }
      lastEntry = head.entry();
      take(head, at);
      at += head.length();
    }
  }

  private void take(EntryHead head, long at) throws IOException {
    Optional<KeyedAnswer> answer;
    try {
      long body = at + EntryHead.BYTES;
      EntryCodec.checkBody(head, file.crc(body, head.length() - EntryHead.BYTES));
      answer = answer(head, body + head.streamBytes());
    } catch (RuleBreach e) {
      bad.add(new Bad(at, head.length(), e));
      lost.add(head);
      return;
    }
    lost.forEach(visitor::lost);
    lost.clear();
    visitor.entry(head, (int) at, answer);
    synced = Math.max(synced, head.synced());
    end = at + head.length();
  }

  private Optional<KeyedAnswer> answer(EntryHead head, long offset) throws IOException, RuleBreach {
    if (!head.isKeyed()) {
      return Optional.empty();
    }
    int at = file.at(offset, EntryCodec.ANSWER_BYTES);
    return Optional.of(EntryCodec.answer(file.bytes(), at));
  }

  private EntryHead entryHead(long at) throws IOException, RuleBreach {
    if (file.size() - at < EntryHead.BYTES) {
      throw new RuleBreach(SpoolRule.ENTRY_LENGTH, "the file ends in it");
    }
    int where = file.at(at, EntryHead.BYTES);
    EntryHead head = EntryHead.decode(file.bytes(), where, checksum);
    long room = (at - FileHead.BYTES) / EntryHead.MIN_ENTRY_BYTES;
    if (head.incarnation() != first.incarnation()
        || head.entry() <= lastEntry
        || head.entry() - first.entry() > room
        || head.synced() < FileHead.BYTES
        || head.synced() > at) {
      throw new RuleBreach(
          SpoolRule.ENTRY_IDENTITY,
          "entry %d/%d, synced to %d, comes after %d in segment %s"
              .formatted(head.incarnation(), head.entry(), head.synced(), lastEntry, first));
    }
    return head;
  }

  /** Where the next whole head is, or the end of the file. */
  private long nextHead(long from) throws IOException {
    long at = file.find(EntryHead.MAGIC, from, EntryHead.BYTES);
    while (at >= 0) {
      if (isHead(at)) {
        return at;
      }
      at = file.find(EntryHead.MAGIC, at + 1, EntryHead.BYTES);
    }
    return file.size();
  }

  private boolean isHead(long at) throws IOException {
    try {
      var unused = entryHead(at);
      return true;
    } catch (RuleBreach e) {
      return false;
    }
  }

  private Found found(@Nullable RuleBreach headBreach) {
    List<Damage> damages =
        bad.stream().filter(one -> one.offset() < end).map(this::damage).toList();
    Damage tail = null;
    if (end < file.size()) {
      String breach =
          bad.stream()
              .filter(one -> one.offset() >= end)
              .findFirst()
              .map(one -> String.valueOf(one.breach().getMessage()))
              .orElse("entries that a later segment has");
      tail = new Damage(path, end, file.size() - end, breach, false);
    }
    return new Found(headBreach, file.size(), end, damages, tail, List.copyOf(lost));
  }

  private Damage damage(Bad one) {
    String breach = String.valueOf(one.breach().getMessage());
    return new Damage(path, one.offset(), one.bytes(), breach, one.offset() < synced);
  }
}
