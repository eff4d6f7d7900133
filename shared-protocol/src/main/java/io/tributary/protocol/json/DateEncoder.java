package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code Date} from {@code YYYY-MM-DD}, or from a number of days since 1970-01-01. */
final class DateEncoder implements ValueEncoder {
  private static final String OUT_OF_RANGE = "it is not between 1970-01-01 and 2149-06-06";
  private static final int MAX_DAY = 0xFFFF;

  private final CivilTime time = new CivilTime();
  private final WholeNumber number = new WholeNumber();

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> {
        String refusal = time.readDate(in.text());
        yield refusal == null ? write(time.epochDay(), out) : refusal;
      }
      case NUMBER -> {
        String refusal = number.read(in.text());
        yield refusal == null && number.fitsSigned() ? write(number.value(), out) : OUT_OF_RANGE;
      }
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL ->
          "it is not a date of the form YYYY-MM-DD";
    };
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
