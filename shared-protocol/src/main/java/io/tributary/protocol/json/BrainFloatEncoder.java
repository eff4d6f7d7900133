package io.tributary.protocol.json;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** {@code BFloat16}: the high half of the {@code Float32}, cut off, not rounded. */
final class BrainFloatEncoder implements ValueEncoder {
  private final FloatEncoder single = new FloatEncoder(FloatEncoder.Width.SINGLE);

  @Override
  public @Nullable String encode(JsonScanner in, Token token, RowBinaryWriter out) {
    int start = out.position();
    String refusal = single.encode(in, token, out);
    if (refusal == null) {
      int low = out.array()[start + 2];
      int high = out.array()[start + 3];
      out.truncate(start);
      out.writeInt8(low);
      out.writeInt8(high);
    }
    return refusal;
  }

  @Override
  public void encodeMissing(RowBinaryWriter out) {
    out.writeInt16(0);
  }
}
