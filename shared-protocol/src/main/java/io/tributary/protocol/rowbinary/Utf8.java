package io.tributary.protocol.rowbinary;

/** UTF-8 without objects. A lone surrogate counts and is written as U+FFFD, three bytes. */
final class Utf8 {
  private static final int REPLACEMENT = 0xFFFD;

  private Utf8() {}

  static int length(char[] source, int offset, int end) {
    int length = end - offset;
    for (int i = offset; i < end; i++) {
      char c = source[i];
      if (c >= 0x80) {
        int character = Character.codePointAt(source, i, end);
        int units = Character.charCount(character);
        length += size(character) - units;
        i += units - 1;
      }
    }
    return length;
  }

  static int length(CharSequence source) {
    int length = 0;
    for (int i = 0; i < source.length(); ) {
      int character = Character.codePointAt(source, i);
      length += size(character);
      i += Character.charCount(character);
    }
    return length;
  }

  static void encode(char[] source, int offset, int end, byte[] target, int at) {
    int to = at;
    for (int i = offset; i < end; ) {
      int character = Character.codePointAt(source, i, end);
      to = put(character, target, to);
      i += Character.charCount(character);
    }
  }

  static void encode(CharSequence source, byte[] target, int at) {
    int to = at;
    for (int i = 0; i < source.length(); ) {
      int character = Character.codePointAt(source, i);
      to = put(character, target, to);
      i += Character.charCount(character);
    }
  }

  private static int size(int character) {
    if (character < 0x80) {
      return 1;
    }
    if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? 3 : 4;
  }

  private static int put(int found, byte[] target, int at) {
    boolean loneSurrogate = found >= Character.MIN_SURROGATE && found <= Character.MAX_SURROGATE;
    int character = loneSurrogate ? REPLACEMENT : found;
    int size = size(character);
    switch (size) {
      case 1 -> target[at] = (byte) character;
      case 2 -> {
        target[at] = (byte) (0xC0 | (character >> 6));
        target[at + 1] = continuation(character);
      }
      case 3 -> {
        target[at] = (byte) (0xE0 | (character >> 12));
        target[at + 1] = continuation(character >> 6);
        target[at + 2] = continuation(character);
      }
      default -> {
        target[at] = (byte) (0xF0 | (character >> 18));
        target[at + 1] = continuation(character >> 12);
        target[at + 2] = continuation(character >> 6);
        target[at + 3] = continuation(character);
      }
    }
    return at + size;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3F));
  }
}
