package io.tributary.connector.registry;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;
import org.jspecify.annotations.Nullable;

/**
 * Collects a body of at most so many bytes; a longer one fails as soon as it is, and its connection
 * is given up. For one answer.
 */
final class BoundedBody implements BodyCodec<Buffer>, BodyStream<Buffer> {
  private final int maxBytes;
  private final Promise<Buffer> result = Promise.promise();
  private final Buffer collected = Buffer.buffer();
  private @Nullable Handler<Throwable> failureHandler;

  BoundedBody(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public BodyStream<Buffer> stream() {
    return this;
  }

  @Override
  public Future<Void> write(Buffer data) {
    if (result.future().isComplete()) {
      return Future.failedFuture("the answer is not wanted any more");
    }
    if (collected.length() + (long) data.length() > maxBytes) {
      UnavailableException tooLarge =
          new UnavailableException(
              "its answer has more than the "
                  + maxBytes
                  + " bytes that are left of REGISTRY_MAX_SCHEMA_BYTES");
      handle(tooLarge);
      return Future.failedFuture(tooLarge);
    }
    collected.appendBuffer(data);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> end() {
    result.tryComplete(collected);
    return Future.succeededFuture();
  }

  @Override
  public Future<Buffer> result() {
    return result.future();
  }

  @Override
  public void handle(Throwable failure) {
    if (result.tryFail(failure) && failureHandler != null) {
      failureHandler.handle(failure);
    }
  }

  @Override
  public BoundedBody exceptionHandler(@Nullable Handler<Throwable> handler) {
    failureHandler = handler;
    return this;
  }

  @Override
  public BoundedBody setWriteQueueMaxSize(int maxSize) {
    return this;
  }

  @Override
  public boolean writeQueueFull() {
    return false;
  }

  @Override
  public BoundedBody drainHandler(@Nullable Handler<Void> handler) {
    return this;
  }
}
