package io.tributary.gatherer.table;

/**
 * The active parts of a table at one moment.
 *
 * @param fullest parts of the partition that has the most: what ClickHouse compares
 * @param inAll parts of all partitions
 * @param limits of this table
 */
public record PartsReading(long fullest, long inAll, PartsLimits limits) {

  /** Of a table whose parts nobody can count: never under pressure. */
  public static final PartsReading UNKNOWN = new PartsReading(0, 0, new PartsLimits(0, 0, 0));

  public PartsReading {
    if (fullest < 0 || inAll < fullest) {
      throw new IllegalArgumentException(fullest + " parts in a partition, " + inAll + " in all");
    }
  }

  double pressure(long added) {
    return limits.pressure(fullest + added, inAll + added);
  }

  boolean refusesMore(long added) {
    return limits.refuses(fullest + added, inAll + added);
  }
}
