package io.tributary.connector.quarantine;

import io.tributary.connector.decode.HeaderMap;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineEncoder;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.RefusedRecord;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the quarantine row of a Kafka record that cannot be stored: {@link QuarantineEncoder} for
 * records, without an object per record.
 *
 * <p>Failure semantics: what {@link QuarantineEncoder} cuts stays in Kafka.
 *
 * <p>Thread: one.
 */
public final class RecordQuarantine {
  private final QuarantineEncoder encoder;
  private final Shown shown = new Shown();

  /**
   * @param importId who writes the rows, at most 1,000 characters
   * @param maxBatchBytes bytes of a quarantine batch, 32 KiB or more
   */
  public RecordQuarantine(
      QuarantineTable table, MetaFields meta, String importId, int maxBatchBytes) {
    this.encoder = new QuarantineEncoder(table, meta, importId, maxBatchBytes);
  }

  /** Where the rows go. */
  public QuarantineTable table() {
    return encoder.table();
  }

  /** A batch with so many bytes has room for one more row, but perhaps not for two. */
  public int fullAtBytes() {
    return encoder.fullAtBytes();
  }

  /** Appends the row. */
  public void encode(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, RowProblem problem, RowBinaryWriter out) {
    shown.show(record);
    encoder.encode(shown, problem, out);
  }

  /** The record at hand, as the encoder sees it. */
  private static final class Shown implements RefusedRecord {
    private final HeaderMap headers = new HeaderMap();
    private final ByteView value = new ByteView();
    private final ByteView key = new ByteView();
    private ConsumerRecord<ByteBuffer, ByteBuffer> record =
        new ConsumerRecord<>("", 0, 0, null, null);

    void show(ConsumerRecord<ByteBuffer, ByteBuffer> next) {
      record = next;
      value.set(next.value());
      key.set(next.key());
    }

    @Override
    public @Nullable ByteView value() {
      return record.value() == null ? null : value;
    }

    @Override
    public @Nullable ByteView key() {
      return record.key() == null ? null : key;
    }

    @Override
    public int partition() {
      return record.partition();
    }

    @Override
    public long offset() {
      return record.offset();
    }

    @Override
    public long timestampMillis() {
      return record.timestamp();
    }

    @Override
    public int writeHeaders(int maxBytes, RowBinaryWriter out) {
      return headers.write(record.headers(), maxBytes, out);
    }
  }
}
