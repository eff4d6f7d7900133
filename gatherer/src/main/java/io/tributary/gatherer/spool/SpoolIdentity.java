package io.tributary.gatherer.spool;

/**
 * What makes a spool this one, for as long as it is.
 *
 * @param id random, 1 to 2³²−1
 * @param salt random, part of every checksum, told to nobody
 */
record SpoolIdentity(long id, long salt) {
  @Override
  public String toString() {
    return "spool " + id;
  }
}
