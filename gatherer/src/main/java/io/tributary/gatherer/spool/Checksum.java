package io.tributary.gatherer.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * CRC32C over the salt of the spool and then some bytes. A sender of rows does not know the salt,
 * so what it sends can not be mistaken for an entry or a record. One thread at a time.
 */
final class Checksum {
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer salt = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);

  Checksum(long salt) {
    this.salt.putLong(salt).flip();
  }

  /** Of bytes from {@code start} to {@code end} of a buffer, which stays as it is. */
  int salted(ByteBuffer bytes, int start, int end) {
    crc.reset();
    crc.update(salt.rewind());
    crc.update(bytes.duplicate().position(start).limit(end));
    return (int) crc.getValue();
  }

  /** The same without the salt. */
  static int plain(ByteBuffer bytes, int start, int end) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(start).limit(end));
    return (int) crc.getValue();
  }
}
