package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.spool.Position;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the spool on its way to a table.
 *
 * <p>Belongs to the loop of its request, then to that of its table.
 */
public final class Entry {
  private final Position position;
  private final long firstOffset;
  private final int count;
  private @Nullable Chunk chunk;
  private List<Watcher> watchers = List.of();
  private Set<Integer> refused = Set.of();
  private int openParts;

  Entry(Position position, long firstOffset, Chunk chunk) {
    this.position = position;
    this.firstOffset = firstOffset;
    this.count = chunk.count();
    this.chunk = chunk;
  }

  /**
   * A request that waits for some of its values.
   *
   * @param first index of its first value
   * @param until index behind its last one
   */
  public record Watcher(Acceptance acceptance, int first, int until) {}

  /** These want to know when it is stored. */
  public void watchedBy(List<Watcher> these) {
    watchers = List.copyOf(these);
  }

  /** ClickHouse refuses the rows of these values, which were thought to be good. */
  void refused(Set<Integer> values) {
    refused = Set.copyOf(values);
  }

  /** All of it is stored, in the table or in its quarantine. */
  void settled() {
    for (Watcher watcher : watchers) {
      long rows =
          refused.stream()
              .filter(value -> value >= watcher.first() && value < watcher.until())
              .count();
      watcher.acceptance().refused(rows);
      watcher.acceptance().settled();
    }
  }

  Position position() {
    return position;
  }

  long firstOffset() {
    return firstOffset;
  }

  /** Offset behind the last value. */
  long untilOffset() {
    return firstOffset + count;
  }

  int count() {
    return count;
  }

  List<Watcher> watchers() {
    return watchers;
  }

  /** True while its values are in memory. */
  boolean isHeld() {
    return chunk != null;
  }

  /** Memory of its values; 0 when it was let go. */
  long heldBytes() {
    Chunk held = chunk;
    return held == null ? 0 : held.heldBytes();
  }

  /** Its values; only those of an entry that was not let go. */
  Chunk chunk() {
    return Objects.requireNonNull(chunk);
  }

  /** The memory behind it, which is given away; null if it was before. */
  @Nullable Chunk letGo() {
    Chunk held = chunk;
    chunk = null;
    return held;
  }

  /** One more part has to be stored. */
  void begin() {
    openParts++;
  }

  /** A part is stored; true if it was the last one. */
  boolean end() {
    openParts--;
    return openParts == 0;
  }
}
