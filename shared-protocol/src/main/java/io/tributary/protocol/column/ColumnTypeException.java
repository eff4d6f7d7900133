package io.tributary.protocol.column;

/** A column type's text cannot be understood; the message is one sentence for the person. */
public final class ColumnTypeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int position;

  ColumnTypeException(String text, int position, String reason) {
    super(
        "Cannot read the column type %s: at character %d, %s."
            .formatted(shown(text), position + 1, reason));
    this.position = position;
  }

  /** Where the trouble begins, from 0. */
  public int position() {
    return position;
  }

  private static String shown(String text) {
    String cut = text.length() <= 200 ? text : text.substring(0, 200) + "…";
    StringBuilder safe = new StringBuilder("\"");
    cut.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '\uFFFD' : (char) c));
    return safe.append('"').toString();
  }
}
