package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows the head of an entry, little endian; everything but the stream repeats or is there
 * only if a flag says so.
 *
 * <pre>
 *   46       …     +16          +4            +8           …
 *   | stream | key | successful | quarantined | accepted…  | type | bytes | … |, again, to the end
 *            |&lt;---------- 32 bytes, if KEYED ---------&gt;| u8     u32
 * </pre>
 */
final class EntryCodec {
  static final int ANSWER_BYTES = KeyHash.BYTES + 4 + 4 + 8;
  static final int SECTION_HEAD_BYTES = 5;

  private EntryCodec() {}

  /**
   * Writes an entry at the position of a buffer, which has room for it. Section bytes are copied
   * once.
   *
   * @param out little endian
   * @param part number of the entry within its request
   * @param synced bytes of the segment that are durable
   */
  static void encode(
      ByteBuffer out, SpoolEntry entry, Position position, int part, int synced, Checksum crc) {
    int start = out.position();
    byte[] stream = entry.stream().getBytes(UTF_8);
    out.position(start + EntryHead.BYTES);
    out.put(stream);
    entry.answer().ifPresent(answer -> putAnswer(out, answer));
    for (Section section : entry.sections()) {
      Buffer bytes = section.bytes();
      out.put((byte) section.type()).putInt(bytes.length());
      put(out, bytes);
    }
    int end = out.position();
    int flags = (entry.last() ? EntryHead.LAST : 0);
    flags |= entry.answer().isPresent() ? EntryHead.KEYED : 0;
    int bodyCrc = Checksum.plain(out, start + EntryHead.BYTES, end);
    new EntryHead(
            bodyCrc,
            end - start,
            synced,
            position.incarnation(),
            position.entry(),
            entry.request(),
            part,
            flags,
            stream.length)
        .encode(out, start, crc);
  }

  /**
   * Reads an entry, the head of which is checked already. Sections are slices of {@code entry}.
   *
   * @param entry all bytes of it and nothing else; nobody changes them any more
   */
  static SpoolEntry decode(EntryHead head, byte[] entry) throws RuleBreach {
    ByteBuffer bytes = ByteBuffer.wrap(entry).order(ByteOrder.LITTLE_ENDIAN);
    checkBody(head, Checksum.plain(bytes, EntryHead.BYTES, head.length()));
    int at = EntryHead.BYTES;
    String stream = stream(bytes.slice(at, head.streamBytes()));
    at += head.streamBytes();
    Optional<KeyedAnswer> answer = Optional.empty();
    if (head.isKeyed()) {
      answer = Optional.of(answer(bytes, at));
      at += ANSWER_BYTES;
    }
    return new SpoolEntry(
        stream,
        head.request(),
        head.isLast(),
        answer,
        sections(bytes, at, BufferInternal.buffer(Unpooled.wrappedBuffer(entry))));
  }

  /** That the body is what was written. */
  static void checkBody(EntryHead head, int crc) throws RuleBreach {
    if (crc != head.bodyCrc()) {
      throw RuleBreach.checksum(SpoolRule.ENTRY_CHECKSUM, head.bodyCrc(), crc);
    }
  }

  /** Writes a key and its answer. */
  static void putAnswer(ByteBuffer out, KeyedAnswer keyed) {
    out.putLong(Long.reverseBytes(keyed.key().high()));
    out.putLong(Long.reverseBytes(keyed.key().low()));
    Answer answer = keyed.answer();
    out.putInt((int) answer.successfulRows()).putInt((int) answer.quarantinedRows());
    out.putLong(answer.acceptedAtMillis());
  }

  /** Reads a key and its answer. */
  static KeyedAnswer answer(ByteBuffer bytes, int at) throws RuleBreach {
    long millis = bytes.getLong(at + 24);
    if (millis < 0) {
      throw new RuleBreach(SpoolRule.ANSWER, "accepted at " + Long.toUnsignedString(millis));
    }
    return new KeyedAnswer(
        new KeyHash(Long.reverseBytes(bytes.getLong(at)), Long.reverseBytes(bytes.getLong(at + 8))),
        new Answer(
            Integer.toUnsignedLong(bytes.getInt(at + 16)),
            Integer.toUnsignedLong(bytes.getInt(at + 20)),
            millis));
  }

  private static void put(ByteBuffer out, Buffer bytes) {
    ByteBuf source = ((BufferInternal) bytes).getByteBuf();
    int limit = out.limit();
    out.limit(out.position() + bytes.length());
    source.getBytes(source.readerIndex(), out);
    out.limit(limit);
  }

  private static String stream(ByteBuffer bytes) throws RuleBreach {
    try {
      String stream = UTF_8.newDecoder().decode(bytes).toString();
      if (stream.indexOf(0) >= 0) {
        throw new RuleBreach(SpoolRule.STREAM, "the stream has U+0000");
      }
      return stream;
    } catch (CharacterCodingException e) {
      throw new RuleBreach(SpoolRule.STREAM, "the stream is not UTF-8");
    }
  }

  private static List<Section> sections(ByteBuffer bytes, int from, Buffer all) throws RuleBreach {
    List<Section> sections = new ArrayList<>();
    int at = from;
    while (at < bytes.limit()) {
      int left = bytes.limit() - at - SECTION_HEAD_BYTES;
      int length = left < 0 ? -1 : bytes.getInt(at + 1);
      if (length < 0 || length > left) {
        throw new RuleBreach(SpoolRule.SECTIONS, "a section at " + at + " passes the end");
      }
      int start = at + SECTION_HEAD_BYTES;
      sections.add(
          new Section(Byte.toUnsignedInt(bytes.get(at)), all.slice(start, start + length)));
      at = start + length;
    }
    return sections;
  }
}
