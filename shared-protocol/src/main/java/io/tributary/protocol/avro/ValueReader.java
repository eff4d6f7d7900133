package io.tributary.protocol.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.protocol.json.LooseValueEncoder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** Reads a datum of one schema to its end and appends it as a value of one column type. */
interface ValueReader {

  /**
   * @throws DatumException if it is no such datum, or does not fit; {@code out} may then hold a
   *     part of the value
   */
  void read(AvroCursor in, RowBinaryWriter out) throws DatumException;

  /** A null, which is always the same. */
  final class Constant implements ValueReader {
    private final byte[] bytes;

    Constant(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) {
      out.writeRaw(bytes, 0, bytes.length);
    }
  }

  /** A value of a Nullable, which is none. */
  record NotNull(ValueReader of) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeNotNull();
      of.read(in, out);
    }
  }

  /** A value of a Variant, of a type known by its number. */
  record Alternative(int number, ValueReader of) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeInt8(number);
      of.read(in, out);
    }
  }

  /** A union within a value. */
  final class Union implements ValueReader {
    private final ValueReader[] branches;

    Union(ValueReader[] branches) {
      this.branches = branches;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      branches[in.readIndex(branches.length)].read(in, out);
    }
  }

  /** A {@code long}. */
  final class Whole implements ValueReader {
    private final WholeTarget target;

    Whole(WholeTarget target) {
      this.target = target;
    }

    WholeTarget target() {
      return target;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      target.write(in.readLong(), out);
    }
  }

  /** An {@code int}. */
  record Whole32(WholeTarget target) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      target.write(in.readInt(), out);
    }
  }

  /** A {@code long} that is stored as it is. */
  final class Long64 implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeInt64(in.readLong());
    }
  }

  /** A boolean as 1 or 0. */
  record Truth(WholeTarget target) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      target.write(in.readBoolean() ? 1 : 0, out);
    }
  }

  /** A {@code float}. */
  record Single(FractionTarget target) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      target.write(in.readFloat(), out);
    }
  }

  /** A {@code double}. */
  record Fraction(FractionTarget target) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      target.write(in.readDouble(), out);
    }
  }

  /** Bytes that a String keeps as they are. */
  final class Text implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = in.readLength();
      out.writeString(in.bytes(), in.take(length), length);
    }
  }

  /** Bytes of a known length that a String keeps as they are. */
  record FixedText(int size) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeString(in.bytes(), in.take(size), size);
    }
  }

  /** Bytes of a known length that a value begins with; zeros follow. */
  record FixedBytes(int size, int width) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      out.writeFixedString(in.bytes(), in.take(size), size, width);
    }
  }

  /**
   * A decimal.
   *
   * @param size of its bytes, negative when it stands before them
   */
  record Decimal(DecimalTarget target, int size) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = size < 0 ? in.readLength() : size;
      target.write(in.bytes(), in.take(length), length, out);
    }
  }

  /** A UUID in 16 bytes, the highest first. */
  final class FixedUuid implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int at = in.take(2 * Long.BYTES);
      out.writeUuid(word(in.bytes(), at), word(in.bytes(), at + Long.BYTES));
    }

    private static long word(byte[] bytes, int at) {
      long word = 0;
      for (int i = 0; i < Long.BYTES; i++) {
        word = (word << Byte.SIZE) | (bytes[at + i] & 0xFF);
      }
      return word;
    }
  }

  /** An IPv4 address in 4 bytes, the highest first. */
  final class FixedIpv4 implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int at = in.take(Integer.BYTES);
      out.writeInt32(Integer.reverseBytes((int) TextSink.littleEndian(in.bytes(), at)));
    }
  }

  /** A duration without months, as milliseconds. */
  record Duration(WholeTarget target) implements ValueReader {
    private static final int BYTES = 12;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int at = in.take(BYTES);
      long months = TextSink.littleEndian(in.bytes(), at);
      if (months != 0) {
        throw new UnfitValueException(
            months + " months", "a duration with months is no number of milliseconds");
      }
      long days = TextSink.littleEndian(in.bytes(), at + 4);
      long millis = TextSink.littleEndian(in.bytes(), at + 8);
      target.write(days * MILLIS_PER_DAY + millis, out);
    }
  }

  /**
   * Text that a column takes as it takes JSON's strings.
   *
   * @param size of the text, negative when it stands before it
   */
  record Loose(LooseValueEncoder encoder, int size) implements ValueReader {
    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int length = size < 0 ? in.readLength() : size;
      int at = in.take(length);
      String refusal = encoder.encodeText(in.bytes(), at, length, out);
      if (refusal != null) {
        throw new UnfitValueException(in.shown(at, length), refusal);
      }
    }
  }

  /** A symbol of an enum, each known as the bytes of its value. */
  final class Symbol implements ValueReader {
    private final byte[][] values;
    private final @Nullable String[] refusals;
    private final String[] symbols;

    /**
     * @param refusals why a symbol does not fit, null where it does
     */
    Symbol(byte[][] values, @Nullable String[] refusals, String[] symbols) {
      this.values = values;
      this.refusals = refusals;
      this.symbols = symbols;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int symbol = in.readIndex(values.length);
      String refusal = refusals[symbol];
      if (refusal != null) {
        throw new UnfitValueException(symbols[symbol], refusal);
      }
      out.writeRaw(values[symbol], 0, values[symbol].length);
    }
  }

  /** Any datum as the text of a String or JSON column. */
  final class AsText implements ValueReader {
    private final TextForm form;

    AsText(TextForm form) {
      this.form = form;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int start = out.beginCollection();
      form.writeBare(in, out);
      out.endCollection(start, out.position() - start - 1);
    }
  }

  /** Any datum as a column takes its JSON text. */
  final class ByWayOfJson implements ValueReader {
    private static final int SHOWN_BYTES = 400;
    // Of a text, names and braces come from no byte.
    private static final int TEXT_BYTES_PER_WORK = 16;

    private final TextForm form;
    private final LooseValueEncoder encoder;
    private final RowBinaryWriter text;

    /**
     * @param text for nobody else while a datum is read
     */
    ByWayOfJson(TextForm form, LooseValueEncoder encoder, RowBinaryWriter text) {
      this.form = form;
      this.encoder = encoder;
      this.text = text;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      text.reset();
      form.write(in, text);
      in.work(text.position() / TEXT_BYTES_PER_WORK);
      String refusal = encoder.encodeJson(text.array(), 0, text.position(), out);
      if (refusal != null) {
        throw new UnfitValueException(
            new String(text.array(), 0, Math.min(SHOWN_BYTES, text.position()), UTF_8), refusal);
      }
    }
  }

  /** An array. */
  final class Items implements ValueReader {
    private final ValueReader item;
    private final int minItemBytes;

    Items(ValueReader item, int minItemBytes) {
      this.item = item;
      this.minItemBytes = minItemBytes;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int start = out.beginCollection();
      int count = 0;
      for (int n = in.readBlock(minItemBytes); n != 0; n = in.readBlock(minItemBytes)) {
        for (int i = 0; i < n; i++) {
          item.read(in, out);
        }
        count += n;
      }
      out.endCollection(start, count);
    }
  }

  /** A map, with the keys it repeats. */
  final class Pairs implements ValueReader {
    private final ValueReader key;
    private final ValueReader value;
    private final int minPairBytes;

    Pairs(ValueReader key, ValueReader value, int minPairBytes) {
      this.key = key;
      this.value = value;
      this.minPairBytes = minPairBytes;
    }

    boolean isTexts() {
      return key instanceof Text && value instanceof Text;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      int start = out.beginCollection();
      int count = 0;
      for (int n = in.readBlock(minPairBytes); n != 0; n = in.readBlock(minPairBytes)) {
        for (int i = 0; i < n; i++) {
          key.read(in, out);
          value.read(in, out);
        }
        count += n;
      }
      out.endCollection(start, count);
    }
  }

  /** A record as a Tuple in another order: it is found out first where each field begins. */
  final class Fields implements ValueReader {
    private final Skip[] skips;
    private final int[] starts;
    private final int[] fields;
    private final ValueReader[] elements;

    /**
     * @param skips of all fields
     * @param fields for each element the index of its field, negative when there is none
     * @param elements readers of the elements
     */
    Fields(Skip[] skips, int[] fields, ValueReader[] elements) {
      this.skips = skips;
      this.starts = new int[skips.length];
      this.fields = fields;
      this.elements = elements;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      in.work(skips.length);
      for (int i = 0; i < skips.length; i++) {
        starts[i] = in.position();
        skips[i].skip(in);
      }
      int end = in.position();
      for (int i = 0; i < elements.length; i++) {
        if (fields[i] >= 0) {
          in.position(starts[fields[i]]);
        }
        elements[i].read(in, out);
      }
      in.position(end);
    }
  }

  /** A record whose fields come in the order of the Tuple's elements: one after the other. */
  final class OrderedFields implements ValueReader {
    private final Skip[][] before;
    private final ValueReader[] elements;

    /**
     * @param before what is stepped over before each element, and behind the last
     */
    OrderedFields(Skip[][] before, ValueReader[] elements) {
      this.before = before;
      this.elements = elements;
    }

    @Override
    public void read(AvroCursor in, RowBinaryWriter out) throws DatumException {
      for (int i = 0; i < elements.length; i++) {
        for (Skip skip : before[i]) {
          skip.skip(in);
        }
        elements[i].read(in, out);
      }
      for (Skip skip : before[elements.length]) {
        skip.skip(in);
      }
    }
  }
}
