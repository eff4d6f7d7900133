package io.tributary.load.baseline;

import io.tributary.load.workload.MessageSource;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The next rows of a source as bodies of NDJSON, each made when it is asked for. The event of a row
 * happens at that time.
 *
 * <p>Thread: one at a time.
 */
final class NdjsonBodies implements Iterator<Buffer> {
  /** Room for the row that makes a body full. */
  private static final int SLACK_BYTES = 16 << 10;

  private final MessageSource messages;
  private final int bodyBytes;
  private long rows;

  /**
   * @param messages JSON without line feeds
   * @param rows of all bodies together
   * @param bodyBytes a body of this size, or a little more, is full; the last one is as it comes
   */
  NdjsonBodies(MessageSource messages, long rows, int bodyBytes) {
    this.messages = messages;
    this.rows = rows;
    this.bodyBytes = bodyBytes;
  }

  @Override
  public boolean hasNext() {
    return rows > 0;
  }

  @Override
  public Buffer next() {
    if (rows == 0) {
      throw new NoSuchElementException("all rows were given");
    }
    Buffer body = Buffer.buffer(bodyBytes + SLACK_BYTES);
    while (rows > 0 && body.length() < bodyBytes) {
      body.appendBytes(messages.next(System.currentTimeMillis())).appendByte((byte) '\n');
      rows--;
    }
    return body;
  }
}
