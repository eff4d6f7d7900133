package io.tributary.protocol.avro;

import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;

/** Takes floating-point numbers as values of one column type. */
interface FractionTarget {
  void write(double value, RowBinaryWriter out) throws UnfitValueException;

  /** {@code Float64}. */
  final class Double64 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) {
      out.writeFloat64(value);
    }
  }

  /** {@code Float32}: the nearest, beyond it an infinity. */
  final class Float32 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) {
      out.writeFloat32((float) value);
    }
  }

  /** {@code BFloat16}: the high half of the Float32, cut. */
  final class Brain16 implements FractionTarget {
    @Override
    public void write(double value, RowBinaryWriter out) {
      out.writeInt16(Float.floatToRawIntBits((float) value) >>> Short.SIZE);
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
