package io.tributary.gatherer.spool;

import java.nio.ByteBuffer;

/**
 * 16 bytes of a cryptographic hash of an idempotency key and of whatever the key is only valid for.
 *
 * @param high first 8 bytes, big endian
 * @param low last 8 bytes, big endian
 */
public record KeyHash(long high, long low) {
  static final int BYTES = 16;

  /** Takes the hash from 16 bytes. */
  public static KeyHash of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a key hash has 16 bytes: " + bytes.length);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new KeyHash(buffer.getLong(), buffer.getLong());
  }
}
