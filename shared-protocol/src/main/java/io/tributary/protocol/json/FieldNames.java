package io.tributary.protocol.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Names of fields or of an Enum's values, found by their bytes. Immutable.
 *
 * <p>Messages of one kind bring their fields in the same order, so whoever reads an object guesses
 * the next name. A guess is checked with the quotes and the colon around the name, eight bytes at a
 * time, without looking for the name's end.
 */
final class FieldNames {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FRAME_BYTES = 3;

  private final byte[][] names;
  // Each name as a message has it, "name":, in words of eight bytes, the last one filled with 0;
  // nothing for names that have to be escaped there.
  private final long[][] quoted;
  private final long[] lastMasks;
  // Index + 1 of the name whose hash leads there, 0 where there is none; at most half full.
  private final int[] slots;

  FieldNames(List<String> names) {
    int count = names.size();
    this.names = new byte[count][];
    this.quoted = new long[count][];
    this.lastMasks = new long[count];
    this.slots = new int[Integer.highestOneBit(Math.max(1, count)) * 4];
    for (int i = 0; i < count; i++) {
      byte[] name = names.get(i).getBytes(StandardCharsets.UTF_8);
      this.names[i] = name;
      quote(i, names.get(i));
      int slot = slot(name, 0, name.length);
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = i + 1;
    }
  }

  private void quote(int index, String name) {
    if (name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '\\')) {
      quoted[index] = new long[0];
      return;
    }
    byte[] text = ('"' + name + "\":").getBytes(StandardCharsets.UTF_8);
    int words = (text.length + Long.BYTES - 1) / Long.BYTES;
    byte[] padded = Arrays.copyOf(text, words * Long.BYTES);
    quoted[index] = new long[words];
    for (int i = 0; i < words; i++) {
      quoted[index][i] = (long) LONGS.get(padded, i * Long.BYTES);
    }
    lastMasks[index] = -1L >>> ((padded.length - text.length) * Byte.SIZE);
  }

  int size() {
    return names.length;
  }

  /** Name at an index, for a message to a person. */
  String name(int index) {
    return new String(names[index], StandardCharsets.UTF_8);
  }

  /**
   * Number of bytes from an index on that are the name, its quotes and a colon; 0 if something else
   * stands there, or perhaps the same written in another way.
   *
   * @param name any index; one that is too large is nowhere
   * @param end of the message
   */
  int lengthAt(byte[] message, int at, int end, int name) {
    if (name >= names.length) {
      return 0;
    }
    long[] words = quoted[name];
    int last = words.length - 1;
    int length = names[name].length + FRAME_BYTES;
    int lastWord = at + last * Long.BYTES;
    if (last < 0 || at + length > end || lastWord + Long.BYTES > message.length) {
      return 0;
    }
    for (int i = 0; i < last; i++) {
      if ((long) LONGS.get(message, at + i * Long.BYTES) != words[i]) {
        return 0;
      }
    }
    return ((long) LONGS.get(message, lastWord) & lastMasks[name]) == words[last] ? length : 0;
  }

  /** Index of a name, or -1. */
  int indexOf(TextBytes name) {
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
