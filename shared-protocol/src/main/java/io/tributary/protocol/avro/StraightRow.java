package io.tributary.protocol.avro;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.List;

/**
 * A row, or a part of it, whose values come in the order of the columns: written as they are read,
 * with nothing in between.
 *
 * <p>The values that most messages are made of are read by the loop itself. A call per value, which
 * could go to any of several readers, would cost more than reading it.
 */
final class StraightRow {
  // What is done for one value: numbers, as a switch over an enum looks each of them up.
  static final int SKIP = 0;
  static final int CONSTANT = 1;
  static final int PLAIN_LONG = 2;
  static final int NARROW = 3;
  static final int DOUBLE = 4;
  static final int TEXT = 5;
  static final int TEXT_MAP = 6;
  static final int CHOICE = 7;
  static final int OTHER = 8;
  static final int NARROW_INT = 9;

  /**
   * One step.
   *
   * @param code of what is done
   * @param column that is filled, negative if it is none or several
   * @param marked true when a marker goes before the value
   * @param subject a {@link Skip}, the constant's bytes, a {@link WholeTarget.Narrow}, a {@link
   *     ValueReader} or the branches
   */
  record Part(int code, int column, boolean marked, Object subject) {}

  private final int[] codes;
  private final int[] columns;
  private final boolean[] marked;
  private final Object[] subjects;

  StraightRow(List<Part> parts) {
    this.codes = parts.stream().mapToInt(Part::code).toArray();
    this.columns = parts.stream().mapToInt(Part::column).toArray();
    this.marked = new boolean[codes.length];
    this.subjects = parts.stream().map(Part::subject).toArray();
    for (int i = 0; i < marked.length; i++) {
      marked[i] = parts.get(i).marked();
    }
  }

  /**
   * Appends the values.
   *
   * @param target is told which column a value does not fit
   */
  void write(AvroCursor in, RowBinaryWriter out, RowTarget target) throws DatumException {
    int i = 0;
    try {
      for (; i < codes.length; i++) {
        if (marked[i]) {
          out.writeInt8(0);
        }
        switch (codes[i]) {
          case PLAIN_LONG -> out.writeInt64(in.readLong());
          case TEXT -> text(in, out);
          case NARROW -> ((WholeTarget.Narrow) subjects[i]).write(in.readLong(), out);
          case NARROW_INT -> ((WholeTarget.Narrow) subjects[i]).write(in.readInt(), out);
          case DOUBLE -> out.writeFloat64(in.readDouble());
          case TEXT_MAP -> textMap(in, out);
          case CONSTANT -> {
            byte[] bytes = (byte[]) subjects[i];
            out.writeRaw(bytes, 0, bytes.length);
          }
          case SKIP -> ((Skip) subjects[i]).skip(in);
          case CHOICE -> {
            StraightRow[] branches = (StraightRow[]) subjects[i];
            branches[in.readIndex(branches.length)].write(in, out, target);
          }
          default -> ((ValueReader) subjects[i]).read(in, out);
        }
      }
    } catch (UnfitValueException e) {
      if (columns[i] >= 0) {
        target.current(columns[i]);
      }
      throw e;
    }
  }

  private static void text(AvroCursor in, RowBinaryWriter out) throws BrokenDatumException {
    int length = in.readLength();
    int start = in.position();
    in.position(start + length);
    out.writeString(in.bytes(), start, length);
  }

  private static void textMap(AvroCursor in, RowBinaryWriter out) throws BrokenDatumException {
    int start = out.beginCollection();
    int count = 0;
    for (int n = in.readBlock(2); n != 0; n = in.readBlock(2)) {
      for (int i = 0; i < n; i++) {
        text(in, out);
        text(in, out);
      }
      count += n;
    }
    out.endCollection(start, count);
  }
}
