package io.tributary.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Names of fields or of an Enum's values, found by their bytes. Immutable. */
final class FieldNames {
  private final byte[][] names;
  // Index + 1 of the name whose hash leads there, 0 where there is none; at most half full.
  private final int[] slots;

  FieldNames(List<String> names) {
    this.names =
        names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.slots = new int[Integer.highestOneBit(Math.max(1, names.size())) * 4];
    for (int i = 0; i < this.names.length; i++) {
      byte[] name = this.names[i];
      int slot = slot(name, 0, name.length);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  int size() {
    return names.length;
  }

  /**
   * Index of a name, or -1.
   *
   * @param guess an index that is looked at first
   */
  int indexOf(TextBytes name, int guess) {
    if (guess < names.length && is(guess, name)) {
      return guess;
    }
    int slot = slot(name.array(), name.from(), name.length());
    while (slots[slot] != 0) {
      int index = slots[slot] - 1;
      if (is(index, name)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return -1;
  }

  private boolean is(int index, TextBytes name) {
    byte[] expected = names[index];
    int from = name.from();
    int length = name.length();
    return expected.length == length
        && Arrays.equals(expected, 0, length, name.array(), from, from + length);
  }

  private int slot(byte[] bytes, int from, int length) {
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    return (hash ^ hash >>> 16) & (slots.length - 1);
  }
}
