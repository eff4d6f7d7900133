package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Date32} from text as {@link DayText} reads it, or from a number of days since 1970-01-01,
 * negative before, as which true and false are 1 and 0. As numbers, ClickHouse keeps days beyond
 * the type's documented range, and shows them as far as years have four digits.
 */
final class Date32Encoder implements ValueEncoder {
  private static final String OUT_OF_RANGE = "it is not between 1900-01-01 and 2299-12-31";
  private static final String NO_SUCH_DAY = "it is not between the years 0 and 9999";
  private static final int MIN_TEXT_DAY = -25_567;
  private static final int MAX_TEXT_DAY = 120_529;
  private static final int MIN_DAY = -719_528;
  private static final int MAX_DAY = 2_932_896;

  private final DayText day = new DayText();
  private final WholeNumber number = new WholeNumber();

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE -> {
        out.writeInt32(token == Token.TRUE ? 1 : 0);
        yield null;
      }
      case OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> DayText.NOT_A_DATE;
      case NUMBER -> days(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = day.read(text);
    if (refusal == null && (day.epochDay() < MIN_TEXT_DAY || day.epochDay() > MAX_TEXT_DAY)) {
      return OUT_OF_RANGE;
    }
    if (refusal == null) {
      out.writeInt32((int) day.epochDay());
    }
    return refusal;
  }

  @Nullable String days(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return DayText.NOT_A_DATE;
    }
    if (refusal != null || !number.fitsSigned()) {
      return NO_SUCH_DAY;
    }
    if (number.value() < MIN_DAY || number.value() > MAX_DAY) {
      return NO_SUCH_DAY;
    }
    out.writeInt32((int) number.value());
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt32(0);
  }
}
