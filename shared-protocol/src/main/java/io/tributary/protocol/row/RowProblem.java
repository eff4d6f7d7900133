package io.tributary.protocol.row;

import io.tributary.protocol.wording.Wording;

/**
 * Why a message is not a row.
 *
 * @param kind what sort of problem it is
 * @param column name of the column, empty when the whole message is at fault
 * @param path JSONPath of the column, empty without one
 * @param value the offending text, cut to 100 characters, control characters escaped
 * @param type of the column, empty without one
 * @param reason what is wrong, such as {@code it is not a whole number}
 */
public record RowProblem(
    ProblemKind kind, String column, String path, String value, String type, String reason) {
  private static final int SHOWN_CHARS = 100;
  private static final int REASON_CHARS = 300;

  public RowProblem {
    value = Wording.shown(value, SHOWN_CHARS);
    reason = Wording.shown(reason, REASON_CHARS);
  }

  /** A value does not fit its column. */
  public static RowProblem of(RowColumn column, String value, String reason) {
    return new RowProblem(
        ProblemKind.TYPE_ERROR,
        column.name(),
        column.shownPath(),
        value,
        column.type().sql(),
        reason);
  }

  /**
   * The message as a whole is at fault.
   *
   * @param text its beginning, empty when it would help nobody
   */
  public static RowProblem ofMessage(ProblemKind kind, String text, String reason) {
    return new RowProblem(kind, "", "", text, "", reason);
  }

  /** One sentence for people. */
  public String sentence() {
    if (column.isEmpty()) {
      return value.isEmpty()
          ? "The message is refused: %s.".formatted(reason)
          : "The message \"%s\" is refused: %s.".formatted(value, reason);
    }
    return "Column %s cannot take \"%s\" from %s as %s: %s."
        .formatted(column, value, path, type, reason);
  }
}
