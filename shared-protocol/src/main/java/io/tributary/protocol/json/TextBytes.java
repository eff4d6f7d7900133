package io.tributary.protocol.json;

import java.nio.charset.StandardCharsets;

/**
 * A range of somebody else's bytes, pointed elsewhere for each value: text in UTF-8, or what was
 * sent as such.
 */
final class TextBytes {
  private byte[] array = new byte[0];
  private int from;
  private int length;

  void set(byte[] newArray, int newFrom, int newLength) {
    array = newArray;
    from = newFrom;
    length = newLength;
  }

  byte[] array() {
    return array;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }

  /** The byte at an index from 0 to length - 1, as 0 to 255. */
  int at(int index) {
    return array[from + index] & 0xFF;
  }

  /** True when the text is the ASCII word. */
  boolean is(String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (at(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** True when the text is the lower-case word, in any case. */
  boolean isWord(String lowerCase) {
    if (length != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int c = at(i);
      int lower = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
      if (lower != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** At most so many bytes of it, for a message to a person. */
  String cut(int maxBytes) {
    return new String(array, from, Math.min(length, maxBytes), StandardCharsets.UTF_8);
  }
}
