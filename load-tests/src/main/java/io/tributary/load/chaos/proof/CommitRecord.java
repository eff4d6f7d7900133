package io.tributary.load.chaos.proof;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A commit as {@code __consumer_offsets} keeps it.
 *
 * <pre>
 *   key    version int16 (0 or 1) │ group: length int16, UTF-8 │ topic: the same │ partition int32
 *   value  version int16          │ offset int64 │ …, by version
 * </pre>
 *
 * @param brokerMillis when the group's coordinator wrote it
 */
record CommitRecord(String group, String topic, int partition, long offset, long brokerMillis) {
  private static final short LAST_KEY_VERSION = 1;

  /** Empty for records of another kind, and for removed commits. */
  static Optional<CommitRecord> of(ConsumerRecord<byte[], byte[]> record) {
    return of(record.key(), record.value(), record.timestamp());
  }

  static Optional<CommitRecord> of(
      byte @Nullable [] keyBytes, byte @Nullable [] valueBytes, long timestamp) {
    if (keyBytes == null || valueBytes == null) {
      return Optional.empty();
    }
    ByteBuffer key = ByteBuffer.wrap(keyBytes);
    ByteBuffer value = ByteBuffer.wrap(valueBytes);
    short version = key.getShort();
    if (version < 0 || version > LAST_KEY_VERSION) {
      return Optional.empty();
    }
    String group = text(key);
    String topic = text(key);
    short unused = value.getShort();
    return Optional.of(new CommitRecord(group, topic, key.getInt(), value.getLong(), timestamp));
  }

  private static String text(ByteBuffer bytes) {
    byte[] text = new byte[bytes.getShort()];
    bytes.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
