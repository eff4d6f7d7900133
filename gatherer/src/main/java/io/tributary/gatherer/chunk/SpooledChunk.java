package io.tributary.gatherer.chunk;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.tributary.gatherer.spool.Section;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A chunk as it is in the spool: two sections, described in docs/spool.md.
 *
 * <pre>
 *  section 1  first offset i64 │ partition u32 │ run u32 │ accepted i64
 *             │ values u32 │ lines u32 │ topic u16 │ topic
 *             lines  × ( index u32 │ line i64 )
 *             values × ( length u32, highest bit set when it was cut )
 *  section 2  the values, one after the other
 * </pre>
 *
 * @param source where the rows are said to come from
 * @param firstOffset offset of the first value
 */
public record SpooledChunk(SourcePartition source, long firstOffset, Section head, Section values) {
  private static final int HEAD_SECTION = 1;
  private static final int VALUES_SECTION = 2;
  private static final int PARTITION_AT = 8;
  private static final int RUN_AT = 12;
  private static final int ACCEPTED_AT = 16;
  private static final int VALUES_AT = 24;
  private static final int LINES_AT = 28;
  private static final int TOPIC_AT = 32;
  private static final int HEAD_BYTES = TOPIC_AT + Short.BYTES;
  private static final int RUN_BYTES = Integer.BYTES + Long.BYTES;
  private static final int CUT = 1 << 31;

  /** The chunk as it is written. */
  public static List<Section> write(Chunk chunk, SourcePartition source, long firstOffset) {
    LineNumbers lines = chunk.lines();
    byte[] topic = source.topic().getBytes(UTF_8);
    byte[] head =
        new byte
            [HEAD_BYTES + topic.length + RUN_BYTES * lines.runs() + Integer.BYTES * chunk.count()];
    ByteBuffer out = ByteBuffer.wrap(head).order(LITTLE_ENDIAN);
    out.putLong(firstOffset).putInt(source.partition()).putInt(source.run());
    out.putLong(chunk.acceptedMillis()).putInt(chunk.count()).putInt(lines.runs());
    out.putShort((short) topic.length).put(topic);
    for (int run = 0; run < lines.runs(); run++) {
      out.putInt(lines.runIndex(run)).putLong(lines.runLine(run));
    }
    for (int i = 0; i < chunk.count(); i++) {
      out.putInt(chunk.valueLength(i) | (chunk.isCut(i) ? CUT : 0));
    }
    Buffer values =
        BufferInternal.buffer(Unpooled.wrappedBuffer(chunk.values(), 0, chunk.valueBytes()));
    return List.of(
        new Section(HEAD_SECTION, Buffer.buffer(head)), new Section(VALUES_SECTION, values));
  }

  /**
   * What was read.
   *
   * @throws IllegalArgumentException if that is no chunk
   */
  public static SpooledChunk read(List<Section> sections) {
    if (sections.size() != 2
        || sections.get(0).type() != HEAD_SECTION
        || sections.get(1).type() != VALUES_SECTION) {
      throw new IllegalArgumentException("the entry has other sections than 1 and 2");
    }
    Buffer head = sections.get(0).bytes();
    if (head.length() < HEAD_BYTES || head.length() < HEAD_BYTES + topicBytes(head)) {
      throw new IllegalArgumentException("section 1 has %d bytes".formatted(head.length()));
    }
    long firstOffset = head.getLongLE(0);
    String topic = head.getString(HEAD_BYTES, HEAD_BYTES + topicBytes(head), UTF_8.name());
    int partition = head.getIntLE(PARTITION_AT);
    if (firstOffset < 0 || partition < 0 || topic.isEmpty()) {
      throw new IllegalArgumentException(
          "no source: topic '%s', partition %d, offset %d"
              .formatted(topic, partition, firstOffset));
    }
    return new SpooledChunk(
        new SourcePartition(topic, partition, head.getIntLE(RUN_AT)),
        firstOffset,
        sections.get(0),
        sections.get(1));
  }

  private static int topicBytes(Buffer head) {
    return head.getUnsignedShortLE(TOPIC_AT);
  }

  /** How many values it has. */
  public int count() {
    return head.bytes().getIntLE(VALUES_AT);
  }

  /** When its values came, in milliseconds since 1970. */
  public long acceptedMillis() {
    return head.bytes().getLongLE(ACCEPTED_AT);
  }

  /** Bytes of the values. */
  public int valueBytes() {
    return values.bytes().length();
  }

  /**
   * Makes the rows again, with their offsets.
   *
   * @param chunk an empty one
   * @throws IllegalArgumentException if the sections contradict each other
   */
  public void makeRows(Chunk chunk) {
    Buffer from = head.bytes();
    int count = count();
    int runs = from.getIntLE(LINES_AT);
    int runsAt = HEAD_BYTES + topicBytes(from);
    long expected = runsAt + (long) RUN_BYTES * runs + (long) Integer.BYTES * count;
    if (count < 0 || runs < 0 || expected != from.length()) {
      throw new IllegalArgumentException(
          "%d values and %d lines in %d bytes".formatted(count, runs, from.length()));
    }
    byte[] bytes = values.bytes().getBytes();
    int lengthsAt = runsAt + RUN_BYTES * runs;
    int at = 0;
    int run = -1;
    for (int i = 0; i < count; i++) {
      while (run + 1 < runs && from.getIntLE(runsAt + RUN_BYTES * (run + 1)) <= i) {
        run++;
      }
      int length = from.getIntLE(lengthsAt + Integer.BYTES * i);
      boolean isCut = (length & CUT) != 0;
      length &= ~CUT;
      if (run < 0 || length > bytes.length - at) {
        throw new IllegalArgumentException("value %d has no line or no bytes".formatted(i));
      }
      int runAt = runsAt + RUN_BYTES * run;
      long line = from.getLongLE(runAt + Integer.BYTES) + i - from.getIntLE(runAt);
      if (isCut) {
        var unused = chunk.addCut(bytes, at, length, line);
      } else {
        var unused = chunk.add(bytes, at, length, line);
      }
      at += length;
    }
    if (at != bytes.length) {
      throw new IllegalArgumentException(
          "%d bytes behind the last value".formatted(bytes.length - at));
    }
    chunk.stamp(firstOffset);
  }
}
