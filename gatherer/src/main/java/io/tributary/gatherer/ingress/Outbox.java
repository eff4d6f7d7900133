package io.tributary.gatherer.ingress;

import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Collects the frames that answer one chunk or one event, so that they leave in one write. Bounded:
 * a session whose socket does not take more is not read any further, and answers come only to what
 * was read. Belongs to its session's loop.
 */
final class Outbox {

  private final NetSocket socket;
  private final Context context;
  private Buffer waiting = Buffer.buffer();
  private final Map<Integer, Long> credit = new LinkedHashMap<>();
  private boolean scheduled;

  Outbox(NetSocket socket, Context context) {
    this.socket = socket;
    this.context = context;
  }

  /** Adds a frame; nothing leaves before a flush. */
  void add(Frame frame) {
    waiting.appendBuffer(FrameEncoder.encode(frame));
  }

  /** Adds credit, which leaves behind the frames, in one sum for each table. */
  void addCredit(int table, long bytes) {
    credit.merge(table, bytes, Long::sum);
  }

  /** Flushes once what runs now and what is queued already have added their frames. */
  void flushSoon() {
    if (!scheduled) {
      scheduled = true;
      context.runOnContext(
          later -> {
            scheduled = false;
            flush();
          });
    }
  }

  /** Writes what has been added. */
  Future<Void> flush() {
    credit.forEach((table, bytes) -> add(new Frame.Credit(table, bytes)));
    credit.clear();
    if (waiting.length() == 0) {
      return Future.succeededFuture();
    }
    Buffer bytes = waiting;
    waiting = Buffer.buffer();
    return socket.write(bytes);
  }
}
