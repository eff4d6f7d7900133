package io.tributary.protocol.avro;

import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;

/** Takes floating-point numbers as values of one column type. */
interface FractionTarget {
  void write(double value, RowBinaryWriter out) throws UnfitValueException;

  /** The nearest of 32 bits. */
  static float narrow(double value) throws UnfitValueException {
    float nearest = (float) value;
    if (Float.isInfinite(nearest) && !Double.isInfinite(value)) {
      throw new UnfitValueException(Double.toString(value), "it is beyond the range of Float32");
    }
    return nearest;
  }

  /** {@code Float64}. */
  final class Double64 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) {
      out.writeFloat64(value);
    }
  }

  /** {@code Float32}: the nearest. */
  final class Float32 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) throws UnfitValueException {
      out.writeFloat32(narrow(value));
    }
  }

  /** {@code BFloat16}: the high half of the Float32, cut. */
  final class Brain16 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) throws UnfitValueException {
      out.writeInt16(Float.floatToRawIntBits(narrow(value)) >>> Short.SIZE);
    }
  }

  /** An integer, of which fractions are none. */
  record Whole(WholeTarget target) implements FractionTarget {
    private static final double LIMIT = 0x1p63;

    @Override
    public void write(double value, RowBinaryWriter out) throws UnfitValueException {
      if (value != Math.rint(value) || value < -LIMIT || value >= LIMIT) {
        throw new UnfitValueException(
            Double.toString(value), "it is not a whole number of 64 bits");
      }
      target.write((long) value, out);
    }
  }

  /** A Decimal: the shortest digits that are this number, those behind the scale cut. */
  record Decimal(LooseValueEncoder encoder) implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) throws UnfitValueException {
      String text = Double.toString(value);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      String refusal = encoder.encodeText(bytes, 0, bytes.length, out);
      if (refusal != null) {
        throw new UnfitValueException(text, refusal);
      }
    }
  }
}
