package io.tributary.gatherer.spool;

/**
 * Where an entry is. Positions are never used twice: each opening of the spool has an incarnation
 * of its own, and entries are counted from 0 within it, without gaps but for what was never
 * durable.
 *
 * @param incarnation which opening of the spool wrote it, 1 to 2³²−1
 * @param entry number of the entry, 0 or more
 */
public record Position(long incarnation, long entry) implements Comparable<Position> {
  static final long MAX_INCARNATION = 0xffff_ffffL;

  public Position {
    if (incarnation < 1 || incarnation > MAX_INCARNATION || entry < 0) {
      throw new IllegalArgumentException("no position: " + incarnation + '/' + entry);
    }
  }

  @Override
  public int compareTo(Position other) {
    int byIncarnation = Long.compare(incarnation, other.incarnation);
    return byIncarnation != 0 ? byIncarnation : Long.compare(entry, other.entry);
  }

  @Override
  public String toString() {
    return incarnation + "/" + entry;
  }
}
