package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code DateTime} from text as {@link CivilTime} reads it, a fraction being cut, or from whole
 * seconds since 1970, as a number or in a string.
 */
final class DateTimeEncoder implements ValueEncoder {
  private static final String OUT_OF_RANGE =
      "it is not between 1970-01-01 00:00:00 and 2106-02-07 06:28:15 UTC";
  private static final long MAX_SECOND = 0xFFFF_FFFFL;

  private final ZoneOffsets zone;
  private final CivilTime time = new CivilTime();
  private final WholeNumber number = new WholeNumber();

  DateTimeEncoder(ZoneOffsets zone) {
    this.zone = zone;
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> {
        TextBytes text = in.text();
        yield CivilTime.looksLikeDate(text) ? civil(text, out) : seconds(text, out);
      }
      case NUMBER -> seconds(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> "it is not a time";
    };
  }

  private @Nullable String civil(TextBytes text, RowBinaryWriter out) {
    String refusal = time.readTime(text);
    return refusal == null ? write(time.epochSecond(zone), out) : refusal;
  }

  private @Nullable String seconds(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (refusal == null) {
      return number.fitsSigned() ? write(number.value(), out) : OUT_OF_RANGE;
    }
    return refusal.equals(WholeNumber.OVERFLOW)
        ? OUT_OF_RANGE
        : "it is neither a time of the form YYYY-MM-DD hh:mm:ss nor whole seconds";
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
