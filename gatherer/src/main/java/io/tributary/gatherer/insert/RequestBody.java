package io.tributary.gatherer.insert;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tributary.gatherer.table.Payload;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.ArrayList;
import java.util.List;

/**
 * Payloads as the buffers that a request writes. Large parts stand alone, so that the socket takes
 * them from where they are; small ones stand together, which a socket copies once and which saves a
 * system call for each.
 */
final class RequestBody {
  /** A part as large as this stands alone. */
  private static final int ALONE_BYTES = 16 << 10;

  /** Small parts stand together up to this size. */
  private static final int TOGETHER_BYTES = 256 << 10;

  private final List<Buffer> buffers = new ArrayList<>();
  private final List<ByteBuf> small = new ArrayList<>();
  private int smallBytes;

  private RequestBody() {}

  static List<Buffer> of(List<Payload> payloads) {
    RequestBody body = new RequestBody();
    for (Payload payload : payloads) {
      payload.parts().forEach(body::add);
    }
    body.flush();
    return body.buffers;
  }

  private void add(ByteBuf part) {
    if (part.readableBytes() >= ALONE_BYTES) {
      flush();
      buffers.add(BufferInternal.buffer(part));
      return;
    }
    small.add(part);
    smallBytes += part.readableBytes();
    if (smallBytes >= TOGETHER_BYTES) {
      flush();
    }
  }

  private void flush() {
    if (!small.isEmpty()) {
      buffers.add(
          BufferInternal.buffer(
              Unpooled.wrappedBuffer(small.size(), small.toArray(ByteBuf[]::new))));
      small.clear();
      smallBytes = 0;
    }
  }
}
