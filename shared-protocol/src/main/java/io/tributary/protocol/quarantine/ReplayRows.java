package io.tributary.protocol.quarantine;

import io.tributary.protocol.table.Layout;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;

/**
 * Rows that quarantined records have become: one line of JSON, then RowBinary.
 *
 * <pre>
 *   {"layout":[{"name":"id","type":"UInt64","marked":false},…],"rows":2,"token":"…"} LF bytes
 * </pre>
 *
 * @param layout what the payload was encoded for
 * @param rows 1 or more
 * @param token the same for the same records only: ClickHouse drops the repeat of an insert
 * @param payload RowBinary, not empty
 */
public record ReplayRows(Layout layout, int rows, String token, Buffer payload) {
  /** An insert is sealed at so many bytes. */
  public static final int FULL_BYTES = 8 << 20;

  /** The largest row. */
  public static final int MAX_ROW_BYTES = 4 << 20;

  /** The most bytes that a line and a payload may have. */
  public static final int MAX_BYTES = FULL_BYTES + MAX_ROW_BYTES + (1 << 20);

  public ReplayRows {
    if (rows < 1 || payload.length() == 0 || !token.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "%d rows in %d bytes with the token %s".formatted(rows, payload.length(), token));
    }
  }

  /**
   * The token for these records, in their order.
   *
   * @param salt another one makes another token for the same records
   */
  public static String token(Collection<RecordKey> keys, String salt) {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
    sha256.update((salt + '\n').getBytes(StandardCharsets.UTF_8));
    for (RecordKey key : keys) {
      String line =
          key.topic() + '\t' + key.run() + '\t' + key.partition() + '\t' + key.offset() + '\n';
      sha256.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest());
  }

  /** The line and the payload. */
  public Buffer write() {
    JsonObject head =
        new JsonObject()
            .put("layout", TableJson.layout(layout))
            .put("rows", rows)
            .put("token", token);
    return head.toBuffer().appendByte((byte) '\n').appendBuffer(payload);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ReplayRows read(Buffer text) {
    int end = 0;
    while (end < text.length() && text.getByte(end) != '\n') {
      end++;
    }
    try {
      JsonObject head = new JsonObject(text.slice(0, end));
      return new ReplayRows(
          TableJson.layout(head.getJsonArray("layout")),
          head.getInteger("rows"),
          head.getString("token"),
          text.slice(Math.min(end + 1, text.length()), text.length()));
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("these are no rows: " + e.getMessage(), e);
    }
  }
}
