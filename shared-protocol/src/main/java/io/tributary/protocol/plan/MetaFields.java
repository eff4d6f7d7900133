package io.tributary.protocol.plan;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;

/**
 * Writes the meta columns that are numbers and the topic: {@code __topic} to {@code __timestamp} in
 * front of the key, {@code __run} behind it.
 *
 * <p>Immutable; any thread.
 */
public final class MetaFields {
  private static final long MILLIS_PER_SECOND = 1000;
  private static final long MAX_UINT32 = 0xFFFF_FFFFL;

  private final String topicName;
  private final byte[] topic;
  private final int run;

  /**
   * @param run incarnation of the topic
   */
  public MetaFields(String topic, int run) {
    this.topicName = topic;
    this.topic = topic.getBytes(StandardCharsets.UTF_8);
    this.run = run;
  }

  /**
   * Appends {@code __topic}, {@code __partition}, {@code __offset} and {@code __timestamp}.
   *
   * @param timestampMillis since 1970 in UTC; negative when there is none, which is stored as 0
   * @throws IllegalStateException if the partition's number does not fit into its column
   */
  public void writePlace(
      int partition, long offset, long timestampMillis, MetaLayout layout, RowBinaryWriter out) {
    out.writeString(topic, 0, topic.length);
    if (layout.partitionBytes() == Integer.BYTES) {
      out.writeInt32(partition);
    } else if (partition <= Short.MAX_VALUE) {
      out.writeInt16(partition);
    } else {
      throw new IllegalStateException(
          "partition %d of topic %s does not fit into the table's column __partition, which is Int16; make it Int32"
              .formatted(partition, topicName));
    }
    out.writeInt64(offset);
    // A record of before there were timestamps has -1.
    writeTimestamp(Math.max(0, timestampMillis), layout.timestampDigits(), out);
  }

  /** Appends {@code __run}. */
  public void writeRun(RowBinaryWriter out) {
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
