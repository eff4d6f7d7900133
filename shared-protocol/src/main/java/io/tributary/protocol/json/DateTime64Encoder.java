package io.tributary.protocol.json;

import io.tributary.protocol.row.ZoneOffsets;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code DateTime64} from text as {@link BestEffortTime} or {@link BasicTime} reads it, digits
 * beyond the precision being cut, or from a number of whole <b>ticks</b> of the precision since
 * 1970 (milliseconds for 3).
 *
 * <p>Takes all years of four digits that the ticks reach: ClickHouse keeps and shows them, though
 * it documents only 1900 to 2299.
 */
final class DateTime64Encoder implements ValueEncoder {
  private static final long MIN_SECOND = -62_167_219_200L; // 0000-01-01
  private static final long END_SECOND = 253_402_300_800L; // 10000-01-01
  private static final int NANO_DIGITS = 9;

  private final ZoneOffsets zone;
  private final long ticksPerSecond;
  private final int nanosPerTick;
  private final String outOfRange;
  private final String notWhole;
  private final TimeText times;
  private final WholeNumber number = new WholeNumber();

  DateTime64Encoder(int precision, ZoneOffsets zone, DateTimeInputFormat format) {
    this.zone = zone;
    this.ticksPerSecond = powerOfTen(precision);
    this.nanosPerTick = (int) powerOfTen(NANO_DIGITS - precision);
    this.times = TimeText.withFractions(format, nanosPerTick);
    this.notWhole =
        "a number in a DateTime64 column must be whole and count 1/%d seconds"
            .formatted(ticksPerSecond);
    this.outOfRange =
        precision == NANO_DIGITS
            ? "it is not between 1677-09-21 00:12:44 and 2262-04-11 23:47:16 UTC"
            : "it is not between the years 0 and 9999";
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> TimeText.NOT_A_TIME;
      case NUMBER -> ticks(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = times.read(text);
    if (refusal != null) {
      return refusal;
    }
    CivilTime time = times.time();
    long second = time.epochSecond(zone);
    return time.isTicks()
        ? writeTicks(second, out)
        : write(second, time.nanos() / nanosPerTick, out);
  }

  @Nullable String ticks(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return notWhole;
    }
    if (refusal != null || !number.fitsSigned()) {
      return outOfRange;
    }
    return writeTicks(number.value(), out);
  }

  private @Nullable String writeTicks(long ticks, RowBinaryWriter out) {
    long second = Math.floorDiv(ticks, ticksPerSecond);
    if (second < MIN_SECOND || second >= END_SECOND) {
      return outOfRange;
    }
    out.writeInt64(ticks);
    return null;
  }

  private @Nullable String write(long second, long ticks, RowBinaryWriter out) {
    long whole = second * ticksPerSecond;
    long all = whole + ticks;
    boolean overflows =
        Math.multiplyHigh(second, ticksPerSecond) != whole >> 63 || (second > 0 && all < 0);
    if (second < MIN_SECOND || second >= END_SECOND || overflows) {
      return outOfRange;
    }
    out.writeInt64(all);
    return null;
  }

  static long powerOfTen(int digits) {
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
