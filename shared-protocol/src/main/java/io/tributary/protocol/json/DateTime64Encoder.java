package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code DateTime64} from text as {@link CivilTime} reads it, or from numbers as ClickHouse reads
 * them:
 *
 * <ul>
 *   <li>a JSON number counts <b>ticks</b> of the column's precision (milliseconds for 3), and must
 *       be whole;
 *   <li>digits in a string count <b>seconds</b> and may have a fraction; without a fraction, a
 *       number that as seconds would lie behind the year 2299 counts ticks.
 * </ul>
 */
final class DateTime64Encoder implements ValueEncoder {
  private static final String NOT_A_TIME =
      "it is neither a time of the form YYYY-MM-DD hh:mm:ss.fff nor a number of seconds";
  private static final long MIN_SECOND = -2_208_988_800L; // 1900-01-01
  private static final long END_SECOND = 10_413_792_000L; // 2300-01-01
  private static final int NANO_DIGITS = 9;

  private final ZoneOffsets zone;
  private final long ticksPerSecond;
  private final int nanosPerTick;
  private final String outOfRange;
  private final CivilTime time = new CivilTime();
  private final WholeNumber number = new WholeNumber();

  DateTime64Encoder(int precision, ZoneOffsets zone) {
    this.zone = zone;
    this.ticksPerSecond = power(precision);
    this.nanosPerTick = (int) power(NANO_DIGITS - precision);
    this.outOfRange =
        "it is not between 1900 and "
            + (precision == NANO_DIGITS ? "2262-04-11 23:47:16 UTC" : "2299");
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> {
        TextBytes text = in.text();
        yield CivilTime.looksLikeDate(text) ? civil(text, out) : seconds(text, out);
      }
      case NUMBER -> ticks(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> "it is not a time";
    };
  }

  private @Nullable String civil(TextBytes text, RowBinaryWriter out) {
    String refusal = time.readTime(text);
    if (refusal != null) {
      return refusal;
    }
    return write(time.epochSecond(zone), time.nanos() / nanosPerTick, out);
  }

  private @Nullable String ticks(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return "a number in a DateTime64 column must be whole and count 1/%d seconds"
          .formatted(ticksPerSecond);
    }
    if (refusal != null || !number.fitsSigned()) {
      return outOfRange;
    }
    long ticks = number.value();
    return write(Math.floorDiv(ticks, ticksPerSecond), Math.floorMod(ticks, ticksPerSecond), out);
  }

  private @Nullable String seconds(TextBytes text, RowBinaryWriter out) {
    int point = 0;
    while (point < text.length() && text.at(point) != '.') {
      point++;
    }
    String refusal = number.read(text, 0, point);
    if (refusal != null || !number.fitsSigned()) {
      return WholeNumber.NOT_WHOLE.equals(refusal) ? NOT_A_TIME : outOfRange;
    }
    if (point == text.length()) {
      return number.value() >= END_SECOND ? ticks(text, out) : write(number.value(), 0, out);
    }
    long fraction = fraction(text, point + 1);
    if (fraction < 0) {
      return NOT_A_TIME;
    }
    return number.isNegative() && fraction > 0
        ? write(number.value() - 1, ticksPerSecond - fraction, out)
        : write(number.value(), fraction, out);
  }

  /** Ticks behind the point; digits beyond the precision are cut. -1 if there are other signs. */
  private long fraction(TextBytes text, int from) {
    long unit = ticksPerSecond;
    long fraction = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.at(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      unit /= 10;
      fraction += digit * unit;
    }
    return from == text.length() ? -1 : fraction;
  }

  private @Nullable String write(long second, long ticks, RowBinaryWriter out) {
    long largest = (Long.MAX_VALUE - ticks) / ticksPerSecond;
    if (second < MIN_SECOND || second >= END_SECOND || second > largest) {
      return outOfRange;
    }
    out.writeInt64(second * ticksPerSecond + ticks);
    return null;
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt64(0);
  }
}
