package io.tributary.connector.decode;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the meta columns behind {@code __value}.
 *
 * <p>Immutable; any thread.
 */
public final class MetaFields {
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  private final byte[] topic;
  private final int run;

  /**
   * @param run incarnation of the topic
   */
  public MetaFields(String topic, int run) {
    this.topic = topic.getBytes(StandardCharsets.UTF_8);
    this.run = run;
  }

  /** The meta columns of a quarantine row, which has them in the form of a new table. */
  public void write(
      ConsumerRecord<ByteBuffer, ByteBuffer> record, ByteView key, RowBinaryWriter out) {
    write(record, key, NEW_TABLE, out);
  }

  private static final MetaLayout NEW_TABLE = new MetaLayout(2, -1, MetaLayout.StoreValue.YES);

  void write(
      ConsumerRecord<ByteBuffer, ByteBuffer> record,
      ByteView key,
      MetaLayout layout,
      RowBinaryWriter out) {
    out.writeString(topic, 0, topic.length);
    if (layout.partitionBytes() == 2) {
      out.writeInt16(record.partition());
    } else {
      out.writeInt32(record.partition());
    }
    out.writeInt64(record.offset());
    writeTimestamp(record.timestamp(), layout.timestampDigits(), out);
    out.writeString(key.bytes(), key.offset(), key.length());
    out.writeInt32(run);
  }

  private static void writeTimestamp(long millis, int digits, RowBinaryWriter out) {
    if (digits < 0) {
      out.writeInt32((int) Math.clamp(Math.floorDiv(millis, MILLIS_PER_SECOND), 0, MAX_UINT32));
      return;
    }
    long ticks = millis;
    for (int digit = 3; digit < digits; digit++) {
      ticks *= 10;
    }
    for (int digit = digits; digit < 3; digit++) {
      ticks = Math.floorDiv(ticks, 10);
    }
    out.writeInt64(ticks);
  }
}
