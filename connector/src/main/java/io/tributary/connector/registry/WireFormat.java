package io.tributary.connector.registry;

import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The frame in which serializers of a schema registry put a message.
 *
 * <pre>
 *   byte     0      1  2  3  4                5 …
 *          ┌──────┬───────────────────────┬──────────────
 *          │ 0x00 │ schema id, big-endian │ the message
 *          └──────┴───────────────────────┴──────────────
 * </pre>
 *
 * <p>Pure; any thread.
 */
public final class WireFormat {
  /** Bytes ahead of the message. */
  public static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /**
   * What is wrong with the frame.
   *
   * @param part {@code KAFKA_VALUE_FORMAT} or {@code KAFKA_KEY_FORMAT}, the setting to change
   * @return null when {@link #schemaId} may be asked
   */
  public static @Nullable RowProblem problem(byte[] bytes, int offset, int length, String part) {
    String name = part.contains("KEY") ? "key" : "value";
    if (length == 0) {
      return undecodable("the " + name + " is empty; a schema registry's wire format begins it");
    }
    byte first = bytes[offset];
    if (first != MAGIC) {
      return undecodable(
          ("the %s does not start with the magic byte 0 of the schema registry's wire format, it"
                  + " starts with %s%s")
              .formatted(name, shown(first), advice(first, part)));
    }
    if (length < HEADER_BYTES) {
      return undecodable(
          "the %s has %d bytes; the schema registry's wire format needs 5 ahead of the message"
              .formatted(name, length));
    }
    int id = schemaId(bytes, offset);
    return id < 0
        ? undecodable("the %s names the schema id %d, which is negative".formatted(name, id))
        : null;
  }

  /** The id of a frame without {@link #problem}. */
  public static int schemaId(byte[] bytes, int offset) {
    return (bytes[offset + 1] & 0xFF) << 24
        | (bytes[offset + 2] & 0xFF) << 16
        | (bytes[offset + 3] & 0xFF) << 8
        | (bytes[offset + 4] & 0xFF);
  }

  private static String shown(byte first) {
    String hex = String.format(Locale.ROOT, "0x%02X", first);
    return first > ' ' && first < 0x7F ? hex + " ('" + (char) first + "')" : hex;
  }

  private static String advice(byte first, String part) {
    return first == '{' || first == '['
        ? ": if it is plain JSON, set " + part + " json_without_schema"
        : "";
  }

  private static RowProblem undecodable(String reason) {
    return RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", reason);
  }
}
