package io.tributary.gatherer.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;

/**
 * What is appended at once, and read at once.
 *
 * @param stream the datasource, 1 to 255 bytes of UTF-8 without U+0000
 * @param request which request it belongs to; any number that no other request of this process has
 * @param last the request is complete with this entry
 * @param answer on a last entry only: the request's idempotency key and answer
 * @param sections 1 or more
 */
public record SpoolEntry(
    String stream,
    long request,
    boolean last,
    Optional<KeyedAnswer> answer,
    List<Section> sections) {
  static final int MAX_STREAM_BYTES = 255;

  public SpoolEntry {
    sections = List.copyOf(sections);
    int streamBytes = stream.getBytes(UTF_8).length;
    if (streamBytes < 1 || streamBytes > MAX_STREAM_BYTES || stream.indexOf(0) >= 0) {
      throw new IllegalArgumentException(
          "a stream has 1 to 255 bytes and no U+0000: \"" + stream + '"');
    }
    if (answer.isPresent() && !last) {
      throw new IllegalArgumentException("only the last entry of a request has its answer");
    }
    if (sections.isEmpty()) {
      throw new IllegalArgumentException("an entry of " + stream + " has no section");
    }
  }

  /** What it takes in a segment, in bytes; compare with {@link SpoolSettings#maxEntryBytes}. */
  public long bytes() {
    long bytes = (long) EntryHead.BYTES + stream.getBytes(UTF_8).length;
    if (answer.isPresent()) {
      bytes += EntryCodec.ANSWER_BYTES;
    }
    for (Section section : sections) {
      bytes += (long) EntryCodec.SECTION_HEAD_BYTES + section.bytes().length();
    }
    return bytes;
  }
}
