package io.tributary.gatherer.ledger;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The highest epoch that was claimed, for each partition of each table. A claim has to be above it:
 * every claim has an epoch of its own.
 *
 * <p>As many epochs are kept as claims live, and {@link #MAX_CLOSED} of those that ended last.
 * Forgetting older ones is safe: whoever claims with an epoch that was forgotten has not committed
 * since then, so its lease is over and what it sends cannot be inserted any more. The fence only
 * tells it sooner.
 *
 * <p>Belongs to one thread.
 */
final class Fences {
  /** Epochs that are kept of claims that ended. */
  static final int MAX_CLOSED = 100_000;

  private static final class Fence {
    long highest;
    int live;
  }

  private final Map<TableSource, Fence> open = new HashMap<>();
  private final Map<TableSource, Long> closed = new LinkedHashMap<>();

  /** The highest epoch that was claimed. */
  OptionalLong highest(TableSource what) {
    Fence fence = open.get(what);
    if (fence != null) {
      return OptionalLong.of(fence.highest);
    }
    Long before = closed.get(what);
    return before == null ? OptionalLong.empty() : OptionalLong.of(before);
  }

  /** True when the claim is above all others; it then lives until {@link #end}. */
  boolean raise(TableSource what, long epoch) {
    OptionalLong before = highest(what);
    if (before.isPresent() && epoch <= before.getAsLong()) {
      return false;
    }
    closed.remove(what);
    Fence fence = open.computeIfAbsent(what, first -> new Fence());
    fence.highest = epoch;
    fence.live++;
    return true;
  }

  /** A claim that was above all others when it came has ended. */
  void end(TableSource what) {
    Fence fence = open.get(what);
    if (fence == null) {
      throw new IllegalStateException("no claim of " + what.source() + " lives");
    }
    if (--fence.live > 0) {
      return;
    }
    open.remove(what);
    closed.put(what, fence.highest);
    if (closed.size() > MAX_CLOSED) {
      Iterator<TableSource> oldest = closed.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }
}
