package io.tributary.connector.decode;

import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.MetaLayout;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.plan.Tombstones;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes one RowBinary row of one Kafka record, without an object per row.
 *
 * <p>Failure semantics: a record that cannot be a row leaves the writer as it was and yields a
 * problem; what becomes of the record is the caller's decision.
 *
 * <p>Thread: one.
 */
public final class RecordEncoder {
  private final MetaLayout metaLayout;
  private final MetaFields meta;
  private final RecordReaders readers;
  private final HeaderMap headers = new HeaderMap();
  private final @Nullable RowProblem tombstone;
  private final byte[] rowOfTombstone;
  private final int maxRowBytes;
  private final RecordLimits limits;
  private final ByteView value = new ByteView();
  private final ByteView key = new ByteView();

  /**
   * @param readers of values and keys
   * @param meta what all records of the topic share
   * @param maxRowBytes a row with more bytes is a problem
   */
  public RecordEncoder(
      TablePlan plan,
      RecordReaders readers,
      MetaFields meta,
      int maxRowBytes,
      RecordLimits limits) {
    this.metaLayout =
        Objects.requireNonNull(plan.meta(), "a table of Kafka records has meta columns");
    this.meta = meta;
    this.readers = readers;
    this.tombstone = Tombstones.problem(plan.columns().subList(0, plan.named()));
    this.rowOfTombstone = tombstone == null ? missing(plan, maxRowBytes) : new byte[0];
    this.maxRowBytes = maxRowBytes;
    this.limits = limits;
  }

  /** A row of which no message has anything; it is the same in all formats. */
  private static byte[] missing(TablePlan plan, int maxRowBytes) {
    RowBinaryWriter row = new RowBinaryWriter(Long.SIZE, maxRowBytes);
    new JsonRowEncoder(plan.json(), maxRowBytes).encodeMissing(row);
    return Arrays.copyOf(row.array(), row.position());
  }

  /** The schema that has to be there before the record can be encoded, if there is one. */
  public int awaits(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    value.set(record.value());
    key.set(record.key());
    if (messageBytes() > limits.messageBytes()) {
      return RecordReaders.NO_SCHEMA;
    }
    int schema = record.value() == null ? RecordReaders.NO_SCHEMA : readers.values().awaits(value);
    return schema == RecordReaders.NO_SCHEMA && record.key() != null
        ? readers.keys().awaits(key)
        : schema;
  }

  private long messageBytes() {
    return (long) value.length() + key.length();
  }

  /**
   * Appends the row of this record, or says why it has none.
   *
   * @throws IllegalStateException if the table has no room for the number of the partition
   */
  public @Nullable RowProblem encode(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowBinaryWriter out) {
    value.set(record.value());
    key.set(record.key());
    if (messageBytes() > limits.messageBytes()) {
      return tooLarge(
          "key and value have %d bytes, and MAX_MESSAGE_BYTES is %d"
              .formatted(messageBytes(), limits.messageBytes()));
    }
    int start = out.position();
    int limit = out.limit();
    out.limit(start + Math.min(maxRowBytes, out.remaining()));
    RowProblem problem;
    try {
      problem = encodeWithin(record, out);
    } catch (RowTooLargeException e) {
      problem = tooLarge("the row has more than " + maxRowBytes + " bytes");
    } finally {
      out.limit(limit);
    }
    if (problem != null) {
      out.truncate(start);
    }
    return problem;
  }

  private @Nullable RowProblem encodeWithin(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowBinaryWriter out) {
    RowProblem problem = encodeValue(record, out);
    if (problem != null) {
      return problem;
    }
    if (metaLayout.stored().rawValue()) {
      out.writeString(value.bytes(), value.offset(), value.length());
    } else {
      out.writeVarUInt(0);
    }
    meta.writePlace(record.partition(), record.offset(), record.timestamp(), metaLayout, out);
    if (record.key() == null) {
      out.writeVarUInt(0);
    } else {
      problem = readers.keys().read(key, out);
    }
    meta.writeRun(out);
    if (problem == null
        && metaLayout.stored().headers()
        && headers.write(record.headers(), limits.headerBytes(), out) > 0) {
      problem =
          tooLarge(
              "it has more than %d headers, or headers of more than %d bytes, which is MAX_HEADER_BYTES"
                  .formatted(HeaderMap.MAX_HEADERS, limits.headerBytes()));
    }
    return problem;
  }

  private @Nullable RowProblem encodeValue(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowBinaryWriter out) {
    if (record.value() != null) {
      return readers.values().read(value, out);
    }
    if (tombstone == null) {
      out.writeRaw(rowOfTombstone, 0, rowOfTombstone.length);
    }
    return tombstone;
  }

  private static RowProblem tooLarge(String reason) {
    return RowProblem.ofMessage(ProblemKind.TOO_LARGE, "", reason);
  }
}
