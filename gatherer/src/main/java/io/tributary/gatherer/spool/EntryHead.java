package io.tributary.gatherer.spool;

import java.nio.ByteBuffer;

/**
 * The fixed start of an entry, little endian.
 *
 * <pre>
 *   0       4         8         12       16       20            24      32        40     44      45            46
 *   | magic | headCrc | bodyCrc | length | synced | incarnation | entry | request | part | flags | streamBytes | …
 *                     |&lt;-------------------------- headCrc, with the salt ----------------------------------&gt;|
 * </pre>
 *
 * A head is checked on its own, so that its length can be trusted: damage in one entry's body does
 * not hide the next entry, and it is known which entry it was.
 *
 * @param bodyCrc CRC32C of all that follows the head
 * @param length of the entry with its head, in bytes
 * @param synced bytes of the segment that were known to be durable when this was written
 * @param entry number of the entry in its incarnation
 * @param part number of the entry within its request, from 0
 * @param flags bits of {@link #LAST} and {@link #KEYED}
 */
record EntryHead(
    int bodyCrc,
    int length,
    int synced,
    long incarnation,
    long entry,
    long request,
    int part,
    int flags,
    int streamBytes) {
  static final int BYTES = 46;
  static final int MAGIC = 0x9b4554e7;

  /** Of an entry with its head. */
  static final int MAX_LENGTH = 64 * 1_024 * 1_024;

  /** The request is complete with this entry. */
  static final int LAST = 1;

  /** An answer follows the stream. */
  static final int KEYED = 2;

  /** A head, one byte of stream and an empty section. */
  static final int MIN_ENTRY_BYTES = BYTES + 1 + EntryCodec.SECTION_HEAD_BYTES;

  private static final int HEAD_CRC_AT = 4;
  private static final int BODY_CRC_AT = 8;

  /** Writes the head where it belongs in a buffer, the position of which stays as it is. */
  void encode(ByteBuffer out, int at, Checksum checksum) {
    out.putInt(at, MAGIC).putInt(at + BODY_CRC_AT, bodyCrc).putInt(at + 12, length);
    out.putInt(at + 16, synced).putInt(at + 20, (int) incarnation).putLong(at + 24, entry);
    out.putLong(at + 32, request).putInt(at + 40, part).put(at + 44, (byte) flags);
    out.put(at + 45, (byte) streamBytes);
    out.putInt(at + HEAD_CRC_AT, checksum.salted(out, at + BODY_CRC_AT, at + BYTES));
  }

  /**
   * Reads a head.
   *
   * @param bytes little endian, of 46 bytes or more after {@code at}
   */
  static EntryHead decode(ByteBuffer bytes, int at, Checksum checksum) throws RuleBreach {
    if (bytes.getInt(at) != MAGIC) {
      throw new RuleBreach(
          SpoolRule.ENTRY_MAGIC, "expected %08x, found %08x".formatted(MAGIC, bytes.getInt(at)));
    }
    int crc = checksum.salted(bytes, at + BODY_CRC_AT, at + BYTES);
    if (crc != bytes.getInt(at + HEAD_CRC_AT)) {
      throw RuleBreach.checksum(SpoolRule.ENTRY_HEAD_CHECKSUM, bytes.getInt(at + HEAD_CRC_AT), crc);
    }
    EntryHead head =
        new EntryHead(
            bytes.getInt(at + BODY_CRC_AT),
            bytes.getInt(at + 12),
            bytes.getInt(at + 16),
            Integer.toUnsignedLong(bytes.getInt(at + 20)),
            bytes.getLong(at + 24),
            bytes.getLong(at + 32),
            bytes.getInt(at + 40),
            Byte.toUnsignedInt(bytes.get(at + 44)),
            Byte.toUnsignedInt(bytes.get(at + 45)));
    head.check();
    return head;
  }

  boolean isLast() {
    return (flags & LAST) != 0;
  }

  boolean isKeyed() {
    return (flags & KEYED) != 0;
  }

  /** All of the request there is. */
  boolean isWholeRequest() {
    return part == 0 && isLast();
  }

  private void check() throws RuleBreach {
    if ((flags & ~(LAST | KEYED)) != 0 || flags == KEYED || part < 0) {
      throw new RuleBreach(SpoolRule.FLAGS, "flags %02x, part %d".formatted(flags, part));
    }
    if (streamBytes == 0) {
      throw new RuleBreach(SpoolRule.STREAM, "the stream has no byte");
    }
    int least = BYTES + streamBytes + (isKeyed() ? EntryCodec.ANSWER_BYTES : 0);
    if (length < least + EntryCodec.SECTION_HEAD_BYTES || length > MAX_LENGTH) {
      throw new RuleBreach(SpoolRule.ENTRY_LENGTH, "an entry of " + length + " bytes");
    }
  }
}
