package io.tributary.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The fixed fields of a Rows frame, checked as soon as they are there.
 *
 * <pre>
 *    0        4        8               16               24
 *    | crc32c | stream | sequence       | layout         |
 *   24               32               40         44     45            46
 *    | firstOffset    | lastOffset     | rowCount | kind | compression | payload …
 * </pre>
 */
record RowsHead(
    int crc,
    int stream,
    long sequence,
    long layout,
    long firstOffset,
    long lastOffset,
    int rowCount,
    RowsKind kind,
    Compression compression) {

  /** Length of the fixed fields. */
  static final int BYTES = 46;

  /** Length of the checksum, which does not cover itself. */
  static final int CRC_BYTES = 4;

  /** Stands in for a payload that has not arrived, so that the record's checks can run early. */
  private static final Buffer ANY_PAYLOAD = Buffer.buffer(new byte[1]);

  static RowsHead read(byte[] bytes, int maxBatchRows) throws ProtocolViolation {
    FieldReader in = new FieldReader(bytes, BYTES);
    RowsHead head =
        new RowsHead(
            in.i32("crc32c"),
            in.i32("stream"),
            in.i64("sequence"),
            in.i64("layout"),
            in.i64("firstOffset"),
            in.i64("lastOffset"),
            in.i32("rowCount"),
            WireCodes.ROWS_KIND.value(in.u8("kind")),
            WireCodes.COMPRESSION.value(in.u8("compression")));
    head.rows(ANY_PAYLOAD);
    if (head.rowCount > maxBatchRows) {
      throw new ProtocolViolation(
          Rule.BATCH_ROWS, head.rowCount + " rows, a batch has at most " + maxBatchRows);
    }
    return head;
  }

  /** Writes everything up to the payload, checksum included. */
  static Buffer write(Frame.Rows rows, int spareBytes) {
    int payloadBytes = rows.payload().length();
    if (payloadBytes > SessionLimits.HIGHEST_BATCH_BYTES) {
      throw new BrokenRule(Rule.FRAME_TOO_LONG, "a batch of " + payloadBytes + " bytes");
    }
    Buffer head =
        new FieldWriter(FrameType.ROWS, WireLimits.TYPE_BYTES + BYTES + spareBytes)
            .i32(0)
            .i32(rows.stream())
            .i64(rows.sequence())
            .i64(rows.layout())
            .i64(rows.firstOffset())
            .i64(rows.lastOffset())
            .i32(rows.rowCount())
            .u8(WireCodes.ROWS_KIND.code(rows.kind()))
            .u8(WireCodes.COMPRESSION.code(rows.compression()))
            .finish(payloadBytes);
    int crcAt = head.length() - BYTES;
    CRC32C crc = new CRC32C();
    update(crc, ((BufferInternal) head.slice(crcAt + CRC_BYTES, head.length())).getByteBuf());
    update(crc, ((BufferInternal) rows.payload()).getByteBuf());
    return head.setInt(crcAt, (int) crc.getValue());
  }

  Frame.Rows rows(Buffer payload) {
    return new Frame.Rows(
        stream, sequence, layout, firstOffset, lastOffset, rowCount, kind, compression, payload);
  }

  /** Takes all readable bytes, which may lie in several places, without copying them. */
  static void update(CRC32C crc, ByteBuf bytes) {
    for (ByteBuffer part : bytes.nioBuffers()) {
      crc.update(part);
    }
  }
}
