package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code Time64} from text as {@link ClockText} reads it, digits beyond the precision being cut, or
 * from a number of whole <b>ticks</b> of the precision (milliseconds for 3).
 */
final class Time64Encoder implements ValueEncoder {
  private static final String OUT_OF_RANGE = "it is not between -999:59:59 and 999:59:59";
  private static final int END_SECONDS = 3_600_000;
  private static final int NANO_DIGITS = 9;

  private final long ticksPerSecond;
  private final int nanosPerTick;
  private final String notWhole;
  private final ClockText clock = new ClockText();
  private final WholeNumber number = new WholeNumber();

  Time64Encoder(int precision) {
    this.ticksPerSecond = DateTime64Encoder.powerOfTen(precision);
    this.nanosPerTick = (int) DateTime64Encoder.powerOfTen(NANO_DIGITS - precision);
    this.notWhole =
        "a number in a Time64 column must be whole and count 1/%d seconds"
            .formatted(ticksPerSecond);
  }

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> ClockText.NOT_A_TIME;
      case NUMBER -> ticks(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = clock.readPrecise(text);
    if (refusal == null) {
      long ticks = clock.seconds() * ticksPerSecond + clock.nanos() / nanosPerTick;
      out.writeInt64(clock.isNegative() ? -ticks : ticks);
    }
    return refusal;
  }

  @Nullable String ticks(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return notWhole;
    }
    if (refusal != null || !number.fitsSigned()) {
      return OUT_OF_RANGE;
    }
    long end = END_SECONDS * ticksPerSecond;
    if (number.value() <= -end || number.value() >= end) {
      return OUT_OF_RANGE;
    }
    out.writeInt64(number.value());
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt64(0);
  }
}
