package io.tributary.load.model;

import java.util.SplittableRandom;

/** The records: which offsets there are, which make no row, and which are refused by the table. */
final class Topic {
  private final int[] produced = new int[World.PARTITIONS];
  private final int[] end = new int[World.PARTITIONS];
  private final int[] rowless = new int[World.PARTITIONS];
  private final int[] poison = new int[World.PARTITIONS];
  private final boolean repeatedExactly;

  Topic(SplittableRandom random) {
    repeatedExactly = random.nextInt(4) == 0;
    for (int p = 0; p < World.PARTITIONS; p++) {
      end[p] = 3 + random.nextInt(8);
      produced[p] = 1 + random.nextInt(end[p]);
      rowless[p] = few(random);
      poison[p] = few(random);
    }
  }

  /** Each offset once in eight. */
  private static int few(SplittableRandom random) {
    int few = -1;
    for (int i = 0; i < 3; i++) {
      few &= random.nextInt();
    }
    return few;
  }

  void grow(SplittableRandom random) {
    int p = random.nextInt(World.PARTITIONS);
    if (produced[p] < end[p]) {
      produced[p]++;
    }
  }

  void complete() {
    System.arraycopy(end, 0, produced, 0, end.length);
  }

  int produced(int partition) {
    return produced[partition];
  }

  int end(int partition) {
    return end[partition];
  }

  /** Its table has views: what is repeated is the same bytes, as long as that is possible. */
  boolean isRepeatedExactly() {
    return repeatedExactly;
  }

  /** Offsets without a row. */
  int rowless(int partition) {
    return rowless[partition];
  }

  /** Offsets whose rows the table refuses; the quarantine table takes them. */
  int poison(int partition) {
    return poison[partition];
  }
}
