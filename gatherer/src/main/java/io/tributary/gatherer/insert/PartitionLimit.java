package io.tributary.gatherer.insert;

/**
 * How many table partitions the block of an insert may touch; ClickHouse allows 100 by default, to
 * warn of tables with too fine a PARTITION BY.
 */
public enum PartitionLimit {
  /** As many as the server allows. */
  SERVERS,
  /** Any number: the server's limit turned out to be too low, and is lifted for the insert. */
  LIFTED,
  /** As many as the server allows, because its settings may not be changed. */
  FIXED
}
