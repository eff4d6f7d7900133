package io.tributary.connector.decode;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Writes a record's headers as {@code Map(String, String)}. One thread.
 *
 * <pre>
 * a text (UTF-8)                       as it is
 * other bytes, and any bytes that
 * begin with "base64:"                 base64:  and the bytes in Base64
 * null                                 the empty text
 * a name given several times           a JSON array of the above in their order, null for null
 * </pre>
 *
 * Names stand in the order in which they come first. Kafka's own objects aside, nothing is
 * allocated for headers that are texts and have different names.
 */
public final class HeaderMap {
  /** A record may have so many headers: names are compared with each other. */
  public static final int MAX_HEADERS = 256;

  private final HeaderText text = new HeaderText();

  /**
   * Appends the map.
   *
   * @param maxBytes the map may take so many bytes
   * @return how many headers it leaves out, because all are more than allowed; 0 if it has them all
   * @throws RowTooLargeException if {@code out} has less room than {@code maxBytes}, and not enough
   */
  public int write(Headers headers, int maxBytes, RowBinaryWriter out) {
    Header[] all = headers.toArray();
    int limit = out.limit();
    int start = out.beginCollection();
    out.limit(Math.min(limit, start + Math.min(maxBytes, limit - start)));
    int names = 0;
    int next = 0;
    for (; next < Math.min(all.length, MAX_HEADERS); next++) {
      if (isRepeated(all, next, next)) {
        continue;
      }
      int before = out.position();
      try {
        out.writeString(all[next].key());
        writeValue(all, next, out);
        names++;
      } catch (RowTooLargeException e) {
        out.truncate(before);
        break;
      }
    }
    out.limit(limit);
    int leftOut = leftOut(all, next);
    if (leftOut > 0 && limit - start < maxBytes) {
      throw new RowTooLargeException(limit);
    }
    out.endCollection(start, names);
    return leftOut;
  }

  /** How many headers the map lacks whose names are those of the first {@code written}. */
  private static int leftOut(Header[] all, int written) {
    int end = Math.min(all.length, MAX_HEADERS);
    int leftOut = all.length - end;
    for (int i = written; i < end; i++) {
      if (!isRepeated(all, i, written)) {
        leftOut++;
      }
    }
    return leftOut;
  }

  /** True when one of the first headers has the name, and with it this one's value. */
  private static boolean isRepeated(Header[] all, int index, int first) {
    for (int i = 0; i < first; i++) {
      if (all[i].key().equals(all[index].key())) {
        return true;
      }
    }
    return false;
  }

  private void writeValue(Header[] all, int first, RowBinaryWriter out) {
    String name = all[first].key();
    int end = Math.min(all.length, MAX_HEADERS);
    int next = next(all, name, first, end);
    if (next == end) {
      text.write(all[first].value(), out);
      return;
    }
    text.beginArray();
    text.element(all[first].value(), out.remaining());
    for (int i = next; i < end; i = next(all, name, i, end)) {
      text.element(all[i].value(), out.remaining());
    }
    text.writeArray(out);
  }

  private static int next(Header[] all, String name, int after, int end) {
    int at = after + 1;
    while (at < end && !all[at].key().equals(name)) {
      at++;
    }
    return at;
  }
}
