package io.tributary.gatherer.spool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The requests of several entries whose last one has not been written. Requests of one entry never
 * get in here. Belongs to the writer.
 *
 * <p>Bounded: one that can go on has an unsettled entry in the spool, whose entries are bounded.
 * One that cannot is known until its sender knows too, but no longer than it takes {@value
 * #MAX_BROKEN} others to fail.
 */
final class Requests {
  /** A sender hears of a failure within milliseconds, and then sends no more of the request. */
  static final int MAX_BROKEN = 10_000;

  private static final class Open {
    private int parts;
    private List<Position> durable = new ArrayList<>();

    private List<Position> takeDurable() {
      List<Position> taken = durable;
      durable = new ArrayList<>();
      return taken;
    }
  }

  private final Map<Long, Open> open = new HashMap<>();

  /** Oldest first. */
  private final LinkedHashSet<Long> broken = new LinkedHashSet<>();

  /** Requests that are remembered. */
  int size() {
    return open.size() + broken.size();
  }

  /** An earlier entry of the request was not written, so no later one may be. */
  boolean isBroken(long request) {
    return broken.contains(request);
  }

  /** Number that an entry gets within its request, as it is about to be written. */
  int nextPart(SpoolEntry entry) {
    Open state =
        entry.last()
            ? open.get(entry.request())
            : open.computeIfAbsent(entry.request(), first -> new Open());
    return state == null ? 0 : state.parts++;
  }

  /** An entry is durable; answers the earlier ones of its request, if it is complete by it. */
  List<Position> written(SpoolEntry entry, Position position) {
    Open state = entry.last() ? open.remove(entry.request()) : open.get(entry.request());
    if (state == null) {
      return List.of();
    }
    if (entry.last()) {
      return state.takeDurable();
    }
    state.durable.add(position);
    return List.of();
  }

  /** An entry was not written; answers the entries of its request that nobody needs any more. */
  List<Position> failed(SpoolEntry entry) {
    Open state = open.remove(entry.request());
    if (entry.last()) {
      broken.remove(entry.request());
    } else if (broken.add(entry.request()) && broken.size() > MAX_BROKEN) {
      broken.removeFirst();
    }
    return state == null ? List.of() : state.takeDurable();
  }

  /** A request will not be complete; answers the entries that nobody needs any more. */
  List<Position> abandoned(long request) {
    broken.remove(request);
    Open state = open.remove(request);
    return state == null ? List.of() : state.takeDurable();
  }
}
