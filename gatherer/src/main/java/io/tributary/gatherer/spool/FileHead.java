package io.tributary.gatherer.spool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The start of every file of a spool, little endian. It is the same in every version, so that a
 * newer one is told from damage.
 *
 * <pre>
 *   0       4         6           8         12            16           24     32              40    44
 *   | magic | version | headBytes | spoolId | incarnation | firstEntry | salt | createdMillis | crc |
 * </pre>
 *
 * @param identity spool and salt
 * @param first of the segment
 * @param createdMillis milliseconds since 1970
 */
record FileHead(SpoolIdentity identity, Position first, long createdMillis) {
  static final int BYTES = 44;
  static final int VERSION = 1;

  private static final int CRC_AT = 40;

  /** Writes the head of a file. */
  ByteBuffer encode(FileKind kind) {
    ByteBuffer head = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(kind.magic()).putShort((short) VERSION).putShort((short) BYTES);
    head.putInt((int) identity.id()).putInt((int) first.incarnation()).putLong(first.entry());
    head.putLong(identity.salt()).putLong(createdMillis);
    return head.putInt(Checksum.plain(head, 0, CRC_AT)).flip();
  }

  /**
   * Reads the head of a file.
   *
   * @param bytes of the file, little endian, from its start
   */
  static FileHead decode(FileKind kind, ByteBuffer bytes) throws RuleBreach {
    if (bytes.limit() < BYTES) {
      throw new RuleBreach(
          SpoolRule.MAGIC, "a file has 44 bytes or more, this one " + bytes.limit());
    }
    if (bytes.getInt(0) != kind.magic()) {
      throw new RuleBreach(
          SpoolRule.MAGIC, "expected %08x, found %08x".formatted(kind.magic(), bytes.getInt(0)));
    }
    int crc = Checksum.plain(bytes, 0, CRC_AT);
    if (crc != bytes.getInt(CRC_AT)) {
      throw RuleBreach.checksum(SpoolRule.HEAD_CHECKSUM, bytes.getInt(CRC_AT), crc);
    }
    int version = Short.toUnsignedInt(bytes.getShort(4));
    if (version != VERSION || bytes.getShort(6) != BYTES) {
      throw new RuleBreach(SpoolRule.VERSION, "version " + version + ", known is " + VERSION);
    }
    long id = Integer.toUnsignedLong(bytes.getInt(8));
    long incarnation = Integer.toUnsignedLong(bytes.getInt(12));
    long entry = bytes.getLong(16);
    long created = bytes.getLong(32);
    if (id == 0 || incarnation == 0 || entry < 0 || created < 0) {
      throw new RuleBreach(
          SpoolRule.HEAD_IDENTITY, "spool " + id + ", first entry " + incarnation + '/' + entry);
    }
    return new FileHead(
        new SpoolIdentity(id, bytes.getLong(24)), new Position(incarnation, entry), created);
  }

  /** That the file belongs to this spool and this segment. */
  void require(SpoolIdentity spool, Position segment) throws RuleBreach {
    if (!identity.equals(spool) || !first.equals(segment)) {
      throw new RuleBreach(
          SpoolRule.HEAD_IDENTITY,
          "expected segment %s of spool %d, found %s of %d"
              .formatted(segment, spool.id(), first, identity.id()));
    }
  }
}
