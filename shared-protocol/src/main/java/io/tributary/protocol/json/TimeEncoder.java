package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code Time} from text as {@link ClockText} reads it, or from a number of whole seconds. */
final class TimeEncoder implements ValueEncoder {
  private static final String OUT_OF_RANGE = "it is not between -999:59:59 and 999:59:59";
  private static final int MAX_SECONDS = 3_599_999;

  private final ClockText clock = new ClockText();
  private final WholeNumber number = new WholeNumber();

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    return switch (token) {
      case STRING, NAME -> text(in.text(), out);
      case TRUE, FALSE, OBJECT, OBJECT_END, ARRAY, ARRAY_END, NULL -> ClockText.NOT_A_TIME;
      case NUMBER -> seconds(in.text(), out);
    };
  }

  @Nullable String text(TextBytes text, RowBinaryWriter out) {
    String refusal = clock.readWhole(text);
    if (refusal == null) {
      out.writeInt32(clock.isNegative() ? -clock.seconds() : clock.seconds());
    }
    return refusal;
  }

  @Nullable String seconds(TextBytes text, RowBinaryWriter out) {
    String refusal = number.read(text);
    if (WholeNumber.NOT_WHOLE.equals(refusal)) {
      return "a number in a Time column must be whole seconds";
    }
    if (refusal != null || !number.fitsSigned()) {
      return OUT_OF_RANGE;
    }
    if (number.value() < -MAX_SECONDS || number.value() > MAX_SECONDS) {
      return OUT_OF_RANGE;
    }
    out.writeInt32((int) number.value());
    return null;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt32(0);
  }
}
