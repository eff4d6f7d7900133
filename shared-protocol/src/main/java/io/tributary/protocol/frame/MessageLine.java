package io.tributary.protocol.frame;

/** Makes any text fit for a frame's message: one line, no control characters, not too long. */
final class MessageLine {
  /** Longest message, in UTF-16 code units. */
  static final int MAX_LENGTH = 2_000;

  private static final char CUT = '…';

  private MessageLine() {}

  /** The text itself when it is fit already. Time is bounded by {@link #MAX_LENGTH}. */
  static String of(String text) {
    if (isFit(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    int index = 0;
    while (index < text.length()) {
      int point = text.codePointAt(index);
      index += Character.charCount(point);
      int fit = isUnfit(point) ? ' ' : point;
      int room = MAX_LENGTH - line.length() - (index < text.length() ? 1 : 0);
      if (Character.charCount(fit) > room) {
        return line.append(CUT).toString();
      }
      line.appendCodePoint(fit);
    }
    return line.toString();
  }

  /** True for a text that {@link #of} leaves as it is. */
  static boolean isFit(String text) {
    return text.length() <= MAX_LENGTH && text.codePoints().noneMatch(MessageLine::isUnfit);
  }

  private static boolean isUnfit(int point) {
    boolean loneSurrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return Character.isISOControl(point) || loneSurrogate;
  }
}
