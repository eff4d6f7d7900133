package io.tributary.protocol.plan;

import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes the quarantine row of a record that cannot be stored, in the layout of its {@link
 * QuarantineTable}.
 *
 * <p>Failure semantics: what is longer than its bound is cut, of headers the last ones; the full
 * lengths of value and key and the number of missing headers stand beside them. Whether the whole
 * record is still to be had is a matter of where it came from.
 *
 * <pre>
 *  |◀───────────────────── maxBatchBytes ─────────────────────▶|
 *  | fullAtBytes |         room for one more row, of which     |
 *                | value | headers, up to 1/4 | key | the rest |
 * </pre>
 *
 * <p>Thread: one.
 */
public final class QuarantineEncoder {
  private static final int MAX_KEY_BYTES = 4 << 10;
  private static final int MAX_TEXT_CHARS = 1000;

  /** Texts of at most three bytes a character, the topic, the id of the run, numbers. */
  private static final int REST_BYTES = 8 << 10;

  private static final byte WIRE_FORMAT = 0;
  private static final int WIRE_HEAD_BYTES = 5;

  private final QuarantineTable table;
  private final MetaFields meta;
  private final MetaLayout layout;
  private final boolean readsSchemaIds;
  private final byte[] importId;
  private final int maxBatchBytes;
  private final RowBinaryWriter headerBytes;

  /**
   * @param importId who writes the rows, at most 1,000 characters
   * @param maxBatchBytes bytes of a quarantine batch, 32 KiB or more
   */
  public QuarantineEncoder(
      QuarantineTable table, MetaFields meta, String importId, int maxBatchBytes) {
    this.table = table;
    this.meta = meta;
    this.layout = table.meta();
    this.readsSchemaIds = table.datasource().formats().value().needsRegistry();
    this.importId = utf8(importId);
    this.maxBatchBytes = maxBatchBytes;
    this.headerBytes = new RowBinaryWriter(Long.SIZE, maxRowBytes());
  }

  /** Where the rows go. */
  public QuarantineTable table() {
    return table;
  }

  /** A batch with so many bytes has room for one more row, but perhaps not for two. */
  public int fullAtBytes() {
    return maxBatchBytes / 4;
  }

  private int maxRowBytes() {
    return maxBatchBytes - fullAtBytes();
  }

  /** Appends the row. */
  public void encode(RefusedRecord record, RowProblem problem, RowBinaryWriter out) {
    ByteView value = record.value();
    ByteView key = record.key();
    int keyBytes = key == null ? 0 : Math.min(key.length(), MAX_KEY_BYTES);
    headerBytes.reset();
    int headersLeftOut = 0;
    if (layout.stored().headers()) {
      headersLeftOut = record.writeHeaders(maxRowBytes() / 4, headerBytes);
    }
    int room = maxRowBytes() - REST_BYTES - keyBytes - headerBytes.position();
    writeStart(value, room, out);
    meta.writePlace(record.partition(), record.offset(), record.timestampMillis(), layout, out);
    writeStart(key, keyBytes, out);
    meta.writeRun(out);
    out.writeRaw(headerBytes.array(), 0, headerBytes.position());
    out.writeInt64(value == null ? 0 : value.length());
    out.writeInt8(value == null ? 1 : 0);
    writeKeyLength(key, out);
    out.writeInt32(headersLeftOut);
    writeDetail(problem.column(), out);
    writeDetail(problem.sentence(), out);
    out.writeString(problem.kind().text());
    writeSchemaId(value, out);
    out.writeString(importId, 0, importId.length);
  }

  private static void writeStart(@Nullable ByteView of, int maxBytes, RowBinaryWriter out) {
    if (of == null) {
      out.writeVarUInt(0);
    } else {
      out.writeString(of.bytes(), of.offset(), Math.min(of.length(), maxBytes));
    }
  }

  private static void writeKeyLength(@Nullable ByteView key, RowBinaryWriter out) {
    if (key == null) {
      out.writeNull();
    } else {
      out.writeNotNull();
      out.writeInt64(key.length());
    }
  }

  private static void writeDetail(String text, RowBinaryWriter out) {
    byte[] utf8 = utf8(text);
    out.writeVarUInt(1);
    out.writeString(utf8, 0, utf8.length);
  }

  /** The id that the message itself names, whether or not a registry knows it. */
  private void writeSchemaId(@Nullable ByteView value, RowBinaryWriter out) {
    if (readsSchemaIds
        && value != null
        && value.length() >= WIRE_HEAD_BYTES
        && value.bytes()[value.offset()] == WIRE_FORMAT) {
      out.writeNotNull();
      out.writeInt32(ByteBuffer.wrap(value.bytes()).getInt(value.offset() + 1));
    } else {
      out.writeNull();
    }
  }

  private static byte[] utf8(String text) {
    return text.substring(0, Math.min(text.length(), MAX_TEXT_CHARS))
        .getBytes(StandardCharsets.UTF_8);
  }
}
