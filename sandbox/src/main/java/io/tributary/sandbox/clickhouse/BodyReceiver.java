package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.EngineAnswer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body to its end, into memory or, when it grows, into a file.
 *
 * <p>Thread: the request's event loop. A body that breaks off is deleted and its statement never
 * runs.
 */
final class BodyReceiver {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Spool spool;
  private final Promise<Body> result = Promise.promise();
  private final Buffer memory = Buffer.buffer();
  private @Nullable Path path;
  private @Nullable AsyncFile file;
  private long received;

  private BodyReceiver(Vertx vertx, HttpServerRequest request, Spool spool) {
    this.vertx = vertx;
    this.request = request;
    this.spool = spool;
  }

  /** The body, or a {@link Refusal}. The bytes stay reserved in the spool until released. */
  static Future<Body> receive(Vertx vertx, HttpServerRequest request, Spool spool) {
    BodyReceiver receiver = new BodyReceiver(vertx, request, spool);
    request.exceptionHandler(receiver::fail);
    request.endHandler(end -> receiver.end());
    request.handler(receiver::chunk);
    return receiver.result.future();
  }

  private void chunk(Buffer chunk) {
    if (result.future().isComplete()) {
      return;
    }
    if (received + chunk.length() > Spool.MAX_BODY_BYTES) {
      fail(
          new Refusal(
              229,
              "The body has more than " + Spool.MAX_BODY_BYTES + " bytes",
              "QUERY_IS_TOO_LARGE"));
      return;
    }
    if (!spool.reserve(chunk.length())) {
      fail(new Refusal(241, "The sandbox's spool for bodies is full", "MEMORY_LIMIT_EXCEEDED"));
      return;
    }
    received += chunk.length();
    AsyncFile open = file;
    if (open != null) {
      write(open, chunk);
      return;
    }
    memory.appendBuffer(chunk);
    if (received > Body.MEMORY_BYTES) {
      openFile();
    }
  }

  private void openFile() {
    request.pause();
    Path target = spool.newFile();
    path = target;
    vertx
        .fileSystem()
        .open(target.toString(), new OpenOptions().setCreateNew(true).setWrite(true))
        .onSuccess(
            opened -> {
              file = opened;
              opened.exceptionHandler(this::fail);
              write(opened, memory);
              request.resume();
            })
        .onFailure(this::fail);
  }

  private void write(AsyncFile open, Buffer bytes) {
    open.write(bytes).onFailure(this::fail);
    if (open.writeQueueFull()) {
      request.pause();
      open.drainHandler(drained -> request.resume());
    }
  }

  private void end() {
    AsyncFile open = file;
    Path target = path;
    if (open == null || target == null) {
      result.tryComplete(new Body.InMemory(memory.getBytes()));
      return;
    }
    open.close()
        .onSuccess(closed -> result.tryComplete(new Body.InFile(target, received)))
        .onFailure(this::fail);
  }

  private void fail(Throwable cause) {
    if (!result.tryFail(cause)) {
      return;
    }
    spool.release(received);
    if (file != null) {
      file.close();
    }
    if (path != null) {
      // Its outcome matters to nobody: the next start empties the folder.
      vertx.fileSystem().delete(path.toString());
    }
  }

  /** A body that is not wanted, with the error to answer. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EngineAnswer.Failed answer;

    Refusal(int code, String message, String name) {
      super(message);
      this.answer = EngineAnswer.Failed.of(code, message, name);
    }

    EngineAnswer.Failed answer() {
      return answer;
    }
  }
}
