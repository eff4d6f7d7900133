package io.tributary.protocol.json;

import io.tributary.protocol.row.ZoneOffsets;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code DateTime} from text as {@link BestEffortTime} or {@link BasicTime} reads it, a fraction
 * being cut, or from a number of whole seconds since 1970.
 */
final class DateTimeEncoder implements ValueEncoder {
  private static final String OUT_OF_RANGE =
      "it is not between 1970-01-01 00:00:00 and 2106-02-07 06:28:15 UTC";
  private static final long MAX_SECOND = 0xFFFF_FFFFL;

  private final ZoneOffsets zone;
  private final TimeText times;
  private final WholeNumber number = new WholeNumber();

  DateTimeEncoder(ZoneOffsets zone, DateTimeInputFormat format) {
    this.zone = zone;
    this.times = TimeText.ofSeconds(format);
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> TimeText.NOT_A_TIME;
      case NUMBER -> seconds(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = times.read(text);
    return refusal == null ? write(times.time().epochSecond(zone), out) : refusal;
  }

  @Nullable String seconds(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return "a number in a DateTime column must be whole seconds";
    }
    if (refusal != null || !number.fitsSigned()) {
      return OUT_OF_RANGE;
    }
    return write(number.value(), out);
  }

  private static @Nullable String write(long second, RowBinaryWriter out) {
    if (second < 0 || second > MAX_SECOND) {
      return OUT_OF_RANGE;
    }
    out.writeInt32((int) second);
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt32(0);
  }
}
