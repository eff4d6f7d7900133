package io.tributary.load.workload;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the messages of a file, one after the other and from the first one again behind the last.
 * The time and the schema's id are written into a copy.
 *
 * <p>Thread: one.
 */
public final class StoredMessages implements MessageSource {
  private static final int SCHEMA_ID_AT = 1;

  private final MappedByteBuffer bytes;
  private final long count;
  private final boolean avro;
  private final int schemaId;
  private final TimeText times = new TimeText();
  private long given;
  private int at = MessageFile.HEADER_BYTES;
  private byte[] key = {};

  /**
   * @param schemaId for Avro
   */
  StoredMessages(MessageFile file, boolean avro, int schemaId) throws IOException {
    this.bytes = file.map();
    this.count = file.count();
    this.avro = avro;
    this.schemaId = schemaId;
  }

  @Override
  public byte[] next(long timeMillis) {
    if (given == count) {
      given = 0;
      at = MessageFile.HEADER_BYTES;
    }
    given++;
    int timeAt = bytes.getInt(at);
    key = new byte[bytes.getInt(at + 4)];
    byte[] message = new byte[bytes.getInt(at + 8)];
    bytes.get(at + MessageFile.ENTRY_BYTES, key);
    at += MessageFile.ENTRY_BYTES + key.length;
    bytes.get(at, message);
    at += message.length;
    if (avro) {
      for (int i = 0; i < Integer.BYTES; i++) {
        message[SCHEMA_ID_AT + i] = (byte) (schemaId >>> (Integer.SIZE - Byte.SIZE * (i + 1)));
      }
    }
    if (timeAt >= 0 && avro) {
      TimeVarint.write(message, timeAt, timeMillis);
    } else if (timeAt >= 0) {
      times.write(message, timeAt, timeMillis);
    }
    return message;
  }

  /** The key of the last message, UTF-8; not to be changed. */
  byte[] lastKeyBytes() {
    return key;
  }

  @Override
  public String lastKey() {
    return new String(key, StandardCharsets.UTF_8);
  }
}
