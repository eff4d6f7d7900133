package io.tributary.protocol.avro;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;

/**
 * How a datum is written as JSON text.
 *
 * <p>Branches of unions stand there without their names. Decimals are numbers; UUIDs, dates ({@code
 * 2020-01-02}), times ({@code 03:04:05.678}), timestamps ({@code 2020-01-02T03:04:05.678Z}, local
 * ones without the Z) and durations ({@code P1M2DT3.004S}) are strings; so are NaN and infinities.
 * Bytes are strings of characters U+0000 to U+00FF, as in Avro's own JSON.
 */
interface TextForm {

  /** Appends the datum. */
  void write(AvroCursor in, RowBinaryWriter out) throws DatumException;

  /** Appends the datum as a String column has it: a string without quotes and escapes. */
  default void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
    write(in, out);
  }

  /** A null. */
  final class Null implements TextForm {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void write(AvroCursor in, RowBinaryWriter out) {
      out.writeRaw(NULL, 0, NULL.length);
    }
  }

  /** A boolean. */
  final class Truth implements TextForm {
    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      byte[] word = in.readBoolean() ? TRUE : FALSE;
      out.writeRaw(word, 0, word.length);
    }
  }

  /** An int. */
  record Whole32(TextSink sink) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      sink.number(in.readInt(), out);
    }
  }

  /** A long. */
  record Whole(TextSink sink) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      sink.number(in.readLong(), out);
    }
  }

  /** A float. */
  record Single(TextSink sink) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      float value = in.readFloat();
      sink.fraction(value, Float.toString(value), out);
    }
  }

  /** A double. */
  record Fraction(TextSink sink) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      double value = in.readDouble();
      sink.fraction(value, Double.toString(value), out);
    }
  }

  /** A string. */
  record Text(TextSink sink) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = in.readLength();
      sink.quoted(in.bytes(), in.take(length), length, out);
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = in.readLength();
      out.writeRaw(in.bytes(), in.take(length), length);
    }
  }

  /**
   * Bytes of a known length or of their own.
   *
   * @param size negative when it stands before them
   */
  record Bytes(TextSink sink, int size) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = size < 0 ? in.readLength() : size;
      sink.quotedBytes(in.bytes(), in.take(length), length, out);
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = size < 0 ? in.readLength() : size;
      out.writeRaw(in.bytes(), in.take(length), length);
    }
  }

  /** A decimal in bytes of a known length or of their own. */
  record Decimal(TextSink sink, int size, int scale) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = size < 0 ? in.readLength() : size;
      sink.decimal(in.bytes(), in.take(length), length, scale, out);
    }
  }

  /** What is written between quotes in JSON, and without them where it is bare. */
  abstract class Quoted implements TextForm {
    @Override
    public final void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeInt8('"');
      writeBare(in, out);
      out.writeInt8('"');
    }

    @Override
    public abstract void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException;
  }

  /** A symbol of an enum, whose names need no escapes. */
  final class Symbol extends Quoted {
    private final byte[][] symbols;

    Symbol(byte[][] symbols) {
      this.symbols = symbols;
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      byte[] symbol = symbols[in.readIndex(symbols.length)];
      out.writeRaw(symbol, 0, symbol.length);
    }
  }

  /** A UUID or duration in bytes. */
  final class FixedLogical extends Quoted {
    private static final int UUID_BYTES = 16;
    private static final int DURATION_BYTES = 12;

    private final TextSink sink;
    private final boolean isUuid;

    FixedLogical(TextSink sink, Logical logical) {
      this.sink = sink;
      this.isUuid = logical == Logical.UUID;
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      if (isUuid) {
        sink.uuid(in.bytes(), in.take(UUID_BYTES), out);
      } else {
        sink.duration(in.bytes(), in.take(DURATION_BYTES), out);
      }
    }
  }

  /** A date, time of day or timestamp. */
  final class Time extends Quoted {
    private final TextSink sink;
    private final Logical logical;
    private final int subsecondDigits;

    Time(TextSink sink, Logical logical) {
      this.sink = sink;
      this.logical = logical;
      this.subsecondDigits = logical.subsecondDigits();
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      long value = logical.isInt() ? in.readInt() : in.readLong();
      if (logical == Logical.DATE) {
        sink.date(value, out);
      } else if (logical.isTimeOfDay()) {
        sink.clock(value, subsecondDigits, out);
      } else {
        sink.timestamp(value, subsecondDigits, out);
        if (!logical.isLocal()) {
          out.writeInt8('Z');
        }
      }
    }
  }

  /** One of several. */
  final class Union implements TextForm {
    private final TextForm[] branches;

    Union(TextForm[] branches) {
      this.branches = branches;
    }

    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      branches[in.readIndex(branches.length)].write(in, out);
    }

    @Override
    public void writeBare(AvroCursor in, RowBinaryWriter out) throws DatumException {
      branches[in.readIndex(branches.length)].writeBare(in, out);
    }
  }

  /** An array. */
  record Items(TextForm item, int minItemBytes) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      in.enter();
      out.writeInt8('[');
      boolean first = true;
      for (int n = in.readBlock(minItemBytes); n != 0; n = in.readBlock(minItemBytes)) {
        for (int i = 0; i < n; i++) {
          if (!first) {
            out.writeInt8(',');
          }
          first = false;
          item.write(in, out);
        }
      }
      out.writeInt8(']');
      in.leave();
    }
  }

  /** A map, with the keys it repeats. */
  record Pairs(TextForm key, TextForm value, int minPairBytes) implements TextForm {
    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      in.enter();
      out.writeInt8('{');
      boolean first = true;
      for (int n = in.readBlock(minPairBytes); n != 0; n = in.readBlock(minPairBytes)) {
        for (int i = 0; i < n; i++) {
          if (!first) {
            out.writeInt8(',');
          }
          first = false;
          key.write(in, out);
          out.writeInt8(':');
          value.write(in, out);
        }
      }
      out.writeInt8('}');
      in.leave();
    }
  }

  /** A record. Its fields are set after it is made, as they may hold the record itself. */
  final class Fields implements TextForm {
    private byte[][] names = {};
    private TextForm[] values = {};

    /**
     * @param newNames in quotes and with a colon, from the second on with a comma before
     */
    void set(byte[][] newNames, TextForm[] newValues) {
      names = newNames;
      values = newValues;
    }

    @Override
    public void write(AvroCursor in, RowBinaryWriter out) throws DatumException {
      in.enter();
      out.writeInt8('{');
      for (int i = 0; i < values.length; i++) {
        out.writeRaw(names[i], 0, names[i].length);
        values[i].write(in, out);
      }
      out.writeInt8('}');
      in.leave();
    }
  }
}
