package io.tributary.connector.decode;

import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.nio.ByteBuffer;
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
  private final ValueReader values;
  private final int maxRowBytes;
  private final ByteView value = new ByteView();
  private final ByteView key = new ByteView();

  /**
   * @param values reads the values of the records
   * @param meta what all records of the topic share
   * @param maxRowBytes a row with more bytes is a problem
   */
  public RecordEncoder(TablePlan plan, ValueReader values, MetaFields meta, int maxRowBytes) {
    this.metaLayout = plan.meta();
    this.meta = meta;
    this.values = values;
    this.maxRowBytes = maxRowBytes;
  }

  /** The schema that has to be there before the record can be encoded, if there is one. */
  public int awaits(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    ByteBuffer message = record.value();
    if (message == null) {
      return ValueReader.NO_SCHEMA;
    }
    value.set(message);
    return values.awaits(value);
  }

  /** Appends the row of this record, or says why it has none. */
  public @Nullable RowProblem encode(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowBinaryWriter out) {
    ByteBuffer message = record.value();
    if (message == null) {
      return RowProblem.ofMessage(ProblemKind.TOMBSTONE, "", "tombstone: the record has no value");
    }
    value.set(message);
    key.set(record.key());
    int start = out.position();
    int limit = out.limit();
    out.limit(start + Math.min(maxRowBytes, out.remaining()));
    try {
      return encodeWithin(record, out);
    } catch (RowTooLargeException e) {
      out.truncate(start);
      return RowProblem.ofMessage(
          ProblemKind.TOO_LARGE, "", "the row has more than " + maxRowBytes + " bytes");
    } finally {
      out.limit(limit);
    }
  }

  private @Nullable RowProblem encodeWithin(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowBinaryWriter out) {
    RowProblem problem = values.read(value, out);
    if (problem != null) {
      return problem;
    }
    if (metaLayout.storeValue() == MetaLayout.StoreValue.YES) {
      out.writeString(value.bytes(), value.offset(), value.length());
    } else {
      out.writeVarUInt(0);
    }
    meta.write(record, key, metaLayout, out);
    return null;
  }
}
