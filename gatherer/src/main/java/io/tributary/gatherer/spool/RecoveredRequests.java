package io.tributary.gatherer.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells complete requests from unfinished ones, as the entries of one incarnation are found in
 * order.
 *
 * <p>A request without its last entry is dropped, unless an entry behind the last one found of it
 * is lost: then that may have been the last one, and the request may have been acknowledged. What
 * was settled and deleted is not: a segment stays as long as other ones need it. The key of a
 * request is forgotten if entries of it may be lost: rather a row twice than not at all.
 */
final class RecoveredRequests {
  private static final class Open {
    private final List<Position> found = new ArrayList<>();
    private int parts;
    private boolean lost;
    private long missingBefore;
  }

  private final SpoolState state;
  private final long incarnation;
  private final boolean setAside;
  private final Map<Long, Open> open = new HashMap<>();
  private long nextEntry;
  private long missing;
  private boolean damaged;

  /**
   * @param state has the segments of all entries that are told
   * @param first entry of the incarnation that is there
   * @param setAside a damaged segment of the incarnation was put aside, with entries that are lost
   */
  RecoveredRequests(SpoolState state, Position first, boolean setAside) {
    this.setAside = setAside;
    this.state = state;
    this.incarnation = first.incarnation();
    this.nextEntry = first.entry();
  }

  long incarnation() {
    return incarnation;
  }

  /**
   * A whole entry was found, and is in its segment.
   *
   * @return whether the request's key counts, if it has one
   */
  boolean found(EntryHead head, Segment segment) {
    count(head);
    if (head.isWholeRequest()) {
      return true;
    }
    if (!head.isLast()) {
      Open request = request(head);
      request.found.add(new Position(head.incarnation(), head.entry()));
      return false;
    }
    Open request = open.remove(head.request());
    if (request == null) {
      return !damaged;
    }
    state.completed(request.found, segment);
    return !request.lost && (request.parts == head.part() || !damaged);
  }

  /** An entry is lost, but its head is known. */
  void lost(EntryHead head, Segment segment) {
    count(head);
    damaged = true;
    if (!head.isLast()) {
      request(head).lost = true;
      return;
    }
    Open request = open.remove(head.request());
    if (request != null) {
      state.completed(request.found, segment);
    }
  }

  /** Entries at the end of a segment are lost, nobody knows how many. */
  void lostTail() {
    damaged = true;
    missing++;
  }

  /** The next segment starts with this entry; what is between was settled, and is gone. */
  void segment(long first) {
    nextEntry = Math.max(nextEntry, first);
  }

  /** Nothing more is found: the entries of unfinished requests, which are dropped. */
  List<Position> unfinished() {
    List<Position> dropped = new ArrayList<>();
    for (Open request : open.values()) {
      if (request.missingBefore == missing && !setAside) {
        dropped.addAll(request.found);
      }
    }
    return dropped;
  }

  private void count(EntryHead head) {
    if (head.entry() > nextEntry) {
      missing += head.entry() - nextEntry;
      damaged = true;
    }
    nextEntry = head.entry() + 1;
  }

  private Open request(EntryHead head) {
    @Nullable Open known = open.get(head.request());
    Open request = known == null ? new Open() : known;
    open.put(head.request(), request);
    request.parts++;
    request.missingBefore = missing;
    return request;
  }
}
