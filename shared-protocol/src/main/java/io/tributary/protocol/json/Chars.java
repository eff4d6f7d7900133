package io.tributary.protocol.json;

/** A range of somebody else's characters, pointed elsewhere for each value. */
final class Chars {
  private char[] array = new char[0];
  private int from;
  private int length;

  void set(char[] newArray, int newFrom, int newLength) {
    array = newArray;
    from = newFrom;
    length = newLength;
  }

  char[] array() {
    return array;
  }

  int from() {
    return from;
  }

  int length() {
    return length;
  }

  /** The character at an index from 0 to length - 1. */
  char at(int index) {
    return array[from + index];
  }

  /** True when these characters are the lower-case word, in any case. */
  boolean isWord(String lowerCase) {
    if (length != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = at(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      if (lower != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** At most so many characters, for a message to a person. */
  String cut(int max) {
    return new String(array, from, Math.min(length, max));
  }
}
