package io.tributary.load.model;

import java.util.ArrayList;
import java.util.List;

/** A set of offsets as the bits of an int. */
final class Offsets {
  private Offsets() {}

  /** All below {@code end}, 0 to 31. */
  static int below(int end) {
    return (1 << end) - 1;
  }

  static int bit(int offset) {
    return 1 << offset;
  }

  static boolean has(int offsets, int offset) {
    return (offsets >> offset & 1) != 0;
  }

  /** The lowest {@code count} of a set. */
  static int lowest(int offsets, int count) {
    int rest = offsets;
    for (int i = 0; i < count; i++) {
      rest &= rest - 1;
    }
    return offsets & ~rest;
  }

  static String text(int offsets) {
    List<Integer> list = new ArrayList<>();
    for (int rest = offsets; rest != 0; rest &= rest - 1) {
      list.add(Integer.numberOfTrailingZeros(rest));
    }
    return list.toString();
  }
}
