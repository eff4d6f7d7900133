package io.tributary.gatherer.chunk;

import io.netty.buffer.Unpooled;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Values of one request, or of some small ones, for one datasource, in their order, each with the
 * row that was made of it. A value without a row is a bad one: its problem is not kept, for there
 * may be many, but found again when it is quarantined.
 *
 * <pre>
 *  values  │ {"a":1} │ {"a": │ {"a":3} │       as they were sent
 *  rows    │ 01 …    │       │ 03 …    │       RowBinary, nothing for a bad value
 *  offset    first     +1      +2
 * </pre>
 *
 * <p>Failure semantics: the values are what goes to disk. Rows are made again of them when the
 * chunk is read, for the table as it is then.
 */
public final class Chunk {
  /** Values of a chunk at most. */
  static final int MAX_VALUES = 1 << 16;

  private static final int FIRST_BYTES = 1 << 10;
  private static final int FIRST_VALUES = 16;

  private final ChunkLimits limits;
  private RowMaker maker;
  private final RowBinaryWriter rows;
  private final LineNumbers lines = new LineNumbers();
  private byte[] values;
  private int valueBytes;
  private int[] valueEnds;
  private int[] rowEnds;
  private int count;
  private int good;
  private @Nullable BitSet cut;
  private long acceptedMillis;

  /**
   * @param maker makes the rows
   * @param expectedBytes of values and rows each; more is possible
   */
  Chunk(ChunkLimits limits, RowMaker maker, int expectedBytes, long acceptedMillis) {
    int first = Math.clamp(expectedBytes, FIRST_BYTES, limits.maxRowsBytes());
    this.limits = limits;
    this.maker = maker;
    this.rows = new RowBinaryWriter(first, limits.maxRowsBytes());
    this.values = new byte[first];
    int expectedValues = Math.max(FIRST_VALUES, Math.min(MAX_VALUES, expectedBytes / 256));
    this.valueEnds = new int[expectedValues];
    this.rowEnds = new int[expectedValues];
    this.acceptedMillis = acceptedMillis;
  }

  /** Who made its rows. */
  public RowMaker maker() {
    return maker;
  }

  /** When its values came, in milliseconds since 1970. */
  public long acceptedMillis() {
    return acceptedMillis;
  }

  /** How many values it has. */
  public int count() {
    return count;
  }

  /** How many of them are rows. */
  public int goodRows() {
    return good;
  }

  /** Bytes of the values. */
  public int valueBytes() {
    return valueBytes;
  }

  /** Bytes of the rows. */
  public int rowBytes() {
    return rows.position();
  }

  /** Memory that it holds. */
  public long heldBytes() {
    return (long) values.length
        + rows.array().length
        + (long) Integer.BYTES * (valueEnds.length + rowEnds.length)
        + lines.heldBytes();
  }

  /** True when it has memory for as much as a chunk may have. */
  public boolean isLarge() {
    return values.length >= limits.fullBytes();
  }

  /** True when it should take no more. */
  public boolean isFull() {
    return valueBytes >= limits.fullBytes()
        || rows.position() >= limits.fullBytes()
        || count >= MAX_VALUES;
  }

  /** True when what the other one has can be added without making it full. */
  public boolean hasRoomFor(Chunk other) {
    return valueBytes + other.valueBytes <= limits.fullBytes()
        && rows.position() + other.rows.position() <= limits.fullBytes()
        && count + other.count <= MAX_VALUES;
  }

  /** Adds a value; says why it has no row, if it has none. */
  public @Nullable RowProblem add(byte[] bytes, int offset, int length, long line) {
    RowProblem problem = maker.make(bytes, offset, length, acceptedMillis, rows);
    append(bytes, offset, length, line);
    if (problem == null) {
      good++;
    }
    return problem;
  }

  /** Adds the beginning of a value that is too long to be a row. */
  public RowProblem addCut(byte[] head, int offset, int length, long line) {
    BitSet marks = cut;
    if (marks == null) {
      marks = new BitSet();
      cut = marks;
    }
    marks.set(count);
    append(head, offset, length, line);
    return tooLong(length);
  }

  private static RowProblem tooLong(int kept) {
    return RowProblem.ofMessage(
        ProblemKind.TOO_LARGE,
        "",
        "it is longer than %d bytes, which is HTTP_MAX_ROW".formatted(kept));
  }

  private void append(byte[] bytes, int offset, int length, long line) {
    reserve(length, 1);
    System.arraycopy(bytes, offset, values, valueBytes, length);
    valueBytes += length;
    valueEnds[count] = valueBytes;
    rowEnds[count] = rows.position();
    lines.add(count, line);
    count++;
  }

  private void reserve(int bytes, int more) {
    if (valueBytes + bytes > values.length) {
      values = Arrays.copyOf(values, Math.max(valueBytes + bytes, values.length * 2));
    }
    if (count + more > valueEnds.length) {
      int length = Math.max(count + more, valueEnds.length * 2);
      valueEnds = Arrays.copyOf(valueEnds, length);
      rowEnds = Arrays.copyOf(rowEnds, length);
    }
  }

  /** Adds all that the other one has, which was made by the same maker. */
  public void join(Chunk other) {
    if (other.maker != maker) {
      throw new IllegalArgumentException("chunks for different tables");
    }
    reserve(other.valueBytes, other.count);
    System.arraycopy(other.values, 0, values, valueBytes, other.valueBytes);
    int rowsBefore = rows.position();
    rows.writeRaw(other.rows.array(), 0, other.rows.position());
    for (int i = 0; i < other.count; i++) {
      valueEnds[count + i] = valueBytes + other.valueEnds[i];
      rowEnds[count + i] = rowsBefore + other.rowEnds[i];
      lines.add(count + i, other.line(i));
      if (other.isCut(i)) {
        BitSet marks = cut == null ? new BitSet() : cut;
        marks.set(count + i);
        cut = marks;
      }
    }
    valueBytes += other.valueBytes;
    count += other.count;
    good += other.good;
  }

  /** Writes the offsets into the rows: the first value's, and those behind it. */
  public void stamp(long firstOffset) {
    byte[] bytes = rows.array();
    for (int i = 0; i < count; i++) {
      if (isGood(i)) {
        maker.stamp(bytes, rowEnds[i], firstOffset + i);
      }
    }
  }

  /** True when a row was made of the value. */
  public boolean isGood(int index) {
    return rowEnds[index] > rowStart(index);
  }

  /** True when only the beginning of the value is here. */
  public boolean isCut(int index) {
    return cut != null && cut.get(index);
  }

  /** The line that the value stood in, or its number in its request. */
  public long line(int index) {
    return lines.line(index);
  }

  /**
   * Why the value is no row, as it is seen now.
   *
   * @param looking a maker of the thread that asks
   * @param scratch overwritten
   */
  public RowProblem problem(int index, RowMaker looking, RowBinaryWriter scratch) {
    int start = valueStart(index);
    int length = valueEnds[index] - start;
    if (isCut(index)) {
      return tooLong(length);
    }
    scratch.reset();
    RowProblem problem = looking.make(values, start, length, acceptedMillis, scratch);
    return problem == null
        ? RowProblem.ofMessage(
            ProblemKind.TYPE_ERROR, "", "it did not fit the table when it was sent; it does now")
        : problem;
  }

  /** The array with the values. */
  public byte[] values() {
    return values;
  }

  /** Where the value begins in {@link #values}. */
  public int valueStart(int index) {
    return index == 0 ? 0 : valueEnds[index - 1];
  }

  /** Bytes of the value. */
  public int valueLength(int index) {
    return valueEnds[index] - valueStart(index);
  }

  /** Where the row of the value begins in {@link #rows}. */
  public int rowStart(int index) {
    return index == 0 ? 0 : rowEnds[index - 1];
  }

  /** Where the row of the value ends in {@link #rows}. */
  public int rowEnd(int index) {
    return rowEnds[index];
  }

  /** Bytes of rows themselves, not a copy: nothing may be added any more. */
  public Buffer rows(int from, int to) {
    return BufferInternal.buffer(Unpooled.wrappedBuffer(rows.array(), from, to - from));
  }

  LineNumbers lines() {
    return lines;
  }

  /** It is as new, and keeps its memory. */
  void clear(RowMaker newMaker, long nowMillis) {
    maker = newMaker;
    rows.reset();
    lines.clear();
    valueBytes = 0;
    count = 0;
    good = 0;
    cut = null;
    acceptedMillis = nowMillis;
  }
}
