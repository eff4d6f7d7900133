package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Date} from text as {@link DayText} reads it, or from a number of days since 1970-01-01, as
 * which true and false are 1 and 0.
 */
final class DateEncoder implements ValueEncoder {
  private static final String OUT_OF_RANGE = "it is not between 1970-01-01 and 2149-06-06";
  private static final int MAX_DAY = 0xFFFF;

  private final DayText day = new DayText();
  private final WholeNumber number = new WholeNumber();

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE -> write(token == Token.TRUE ? 1 : 0, out);
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> DayText.NOT_A_DATE;
      case NUMBER -> days(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = day.read(text);
    return refusal == null ? write(day.epochDay(), out) : refusal;
  }

  @Nullable String days(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return DayText.NOT_A_DATE;
    }
    if (refusal != null || !number.fitsSigned()) {
      return OUT_OF_RANGE;
    }
    // Also -0, as in ClickHouse.
    return number.isNegative() ? OUT_OF_RANGE : write(number.value(), out);
  }

  private static @Nullable String write(long day, RowBinaryWriter out) {
    if (day < 0 || day > MAX_DAY) {
      return OUT_OF_RANGE;
    }
    out.writeInt16((int) day);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt16(0);
  }
}
