package io.tributary.load.chaos.proof;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed records of one topic by partition and offset.
 *
 * <p>Thread: one.
 */
final class Truth {
  private final Map<Integer, Partition> partitions = new TreeMap<>();
  private long records;
  private long badRecords;

  /** The records of a partition. */
  static final class Partition {
    private final BitSet good = new BitSet();
    private final BitSet bad = new BitSet();
    private long[] numbers = new long[1_024];

    BitSet good() {
      return good;
    }

    BitSet bad() {
      return bad;
    }

    boolean has(long offset) {
      return offset < numbers.length && (good.get((int) offset) || bad.get((int) offset));
    }

    long number(long offset) {
      return numbers[(int) offset];
    }
  }

  /**
   * Adds a record.
   *
   * @param header {@code g} or {@code b}, and the number
   */
  void add(int partition, long offset, String header) {
    Partition target = partitions.computeIfAbsent(partition, _ -> new Partition());
    int index = Math.toIntExact(offset);
    boolean isBad = header.startsWith("b");
    (isBad ? target.bad : target.good).set(index);
    if (index >= target.numbers.length) {
      target.numbers = Arrays.copyOf(target.numbers, index * 2);
    }
    target.numbers[index] = Long.parseLong(header.substring(1));
    records++;
    badRecords += isBad ? 1 : 0;
  }

  Map<Integer, Partition> partitions() {
    return Map.copyOf(partitions);
  }

  /** The partition, an empty one if it has no record. */
  Partition partition(int number) {
    return partitions.getOrDefault(number, new Partition());
  }

  long records() {
    return records;
  }

  long badRecords() {
    return badRecords;
  }
}
