package io.tributary.gatherer.http;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;

/**
 * Sends answers, also those to requests whose body has not been read: a short rest of it is read
 * and thrown away, so that the connection can go on; of a long one so much that the producer gets
 * to read the answer, and then the connection is closed.
 *
 * <p>Event loop of the connection.
 */
final class Answers {
  /** A rest of a body that is cheaper to read than a new connection. */
  private static final long DRAINED_BYTES = 256 << 10;

  /** What is thrown away at most before a connection is closed on a producer that goes on. */
  private static final long LINGER_BYTES = 4 << 20;

  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final String JSON = "application/json; charset=utf-8";

  private final Vertx vertx;
  private final EventsCounts counts;

  Answers(Vertx vertx, EventsCounts counts) {
    this.vertx = vertx;
    this.counts = counts;
  }

  private void send(HttpServerRequest request, int status, JsonObject body) {
    send(request, status, JSON, body.toBuffer());
  }

  /** An answer to a request that was read to its end, or has no body. */
  void send(HttpServerRequest request, int status, String type, Buffer body) {
    if (request.response().closed() || request.response().headWritten()) {
      return;
    }
    HttpServerResponse response = head(request, status, type, body);
    var unused = request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(body);
  }

  /**
   * What became of a request that was read to its end.
   *
   * @param goodStatus if its rows were accepted
   */
  void send(HttpServerRequest request, RowIntake.Outcome outcome, int goodStatus) {
    switch (outcome) {
      case RowIntake.Accepted accepted -> send(request, goodStatus, json(accepted));
      case RowIntake.Replayed replayed -> {
        request.response().putHeader("Idempotent-Replayed", "true");
        send(request, goodStatus, json(replayed.first()));
      }
      case RowIntake.Rejected rejected ->
          refuse(
              request,
              new Refusal(
                  ApiError.ROWS_REFUSED,
                  "the request is strict and has bad rows, so none of it was stored",
                  0,
                  rejected.firstErrors()));
      case RowIntake.Busy busy ->
          refuse(
              request,
              Refusal.retry(
                  ApiError.BUSY, busy.why(), Math.ceilDiv(busy.retryAfter().toMillis(), 1_000)));
    }
  }

  /** An answer of headers alone. */
  void sendNothing(HttpServerRequest request) {
    counts.answered(204);
    var unused = request.response().setStatusCode(204).end();
  }

  /** Says why not; the body of the request may be read or not. */
  void refuse(HttpServerRequest request, Refusal refusal) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.headWritten()) {
      return;
    }
    if (refusal.retrySeconds() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retrySeconds()));
    }
    if (refusal.error().status() == 401) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (refusal.error() == ApiError.INTERNAL || refusal.error() == ApiError.REQUEST_SLOW) {
      close(request, refusal);
    } else if (request.isEnded()) {
      send(request, refusal.error().status(), json(refusal));
    } else {
      refuseUnread(request, refusal);
    }
  }

  /** Answers what is no HTTP, and closes the connection. */
  void refuseMalformed(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    Refusal refusal =
        switch (cause) {
          case TooLongHttpLineException line ->
              new Refusal(ApiError.ADDRESS_TOO_LONG, "the first line of the request is too long");
          case TooLongHttpHeaderException header ->
              new Refusal(ApiError.HEADERS_TOO_LARGE, "the headers of the request are too long");
          case null, default ->
              new Refusal(ApiError.REQUEST_MALFORMED, "the request is not HTTP/1.1");
        };
    close(request, refusal);
  }

  private void close(HttpServerRequest request, Refusal refusal) {
    Buffer body = json(refusal).toBuffer();
    HttpServerResponse response = head(request, refusal.error().status(), JSON, body);
    response
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body)
        .onComplete(sent -> request.connection().close());
  }

  private void refuseUnread(HttpServerRequest request, Refusal refusal) {
    boolean notSentYet =
        request.bytesRead() == 0
            && "100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
    if (notSentYet) {
      close(request, refusal);
      return;
    }
    boolean goesOn = !isChunked(request) && length(request) <= DRAINED_BYTES;
    Buffer body = json(refusal).toBuffer();
    HttpServerResponse response = head(request, refusal.error().status(), JSON, body);
    if (!goesOn) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    // With its length said, the answer is whole for the producer; ending it here, with a body that
    // still comes, would reset the connection before it can be read.
    var unused = response.write(body);
    discard(request, goesOn);
  }

  private void discard(HttpServerRequest request, boolean goesOn) {
    HttpServerResponse response = request.response();
    long[] discarded = {0};
    Runnable close = () -> request.connection().close();
    long timer = goesOn ? -1 : vertx.setTimer(LINGER.toMillis(), late -> close.run());
    request.exceptionHandler(cut -> vertx.cancelTimer(timer));
    request.endHandler(
        end -> {
          vertx.cancelTimer(timer);
          if (!response.closed() && !response.ended()) {
            var sent = response.end();
            if (!goesOn) {
              sent.onComplete(done -> close.run());
            }
          }
        });
    request.handler(
        bytes -> {
          discarded[0] += bytes.length();
          if (discarded[0] > LINGER_BYTES) {
            close.run();
          }
        });
    request.resume();
  }

  private HttpServerResponse head(HttpServerRequest request, int status, String type, Buffer body) {
    counts.answered(status);
    return request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()));
  }

  private static boolean isChunked(HttpServerRequest request) {
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
  }

  private static long length(HttpServerRequest request) {
    String text = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (text == null) {
      return 0;
    }
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  private static JsonObject json(Refusal refusal) {
    JsonObject json =
        new JsonObject()
            .put("code", refusal.error().name())
            .put("message", refusal.message())
            .put("action", refusal.error().action());
    if (!refusal.errors().isEmpty()) {
      json.put("errors", errors(refusal.errors()));
    }
    return json;
  }

  private static JsonObject json(RowIntake.Accepted accepted) {
    JsonObject json =
        new JsonObject()
            .put("successful_rows", accepted.successfulRows())
            .put("quarantined_rows", accepted.quarantinedRows());
    if (!accepted.firstErrors().isEmpty()) {
      json.put("errors", errors(accepted.firstErrors()));
    }
    return json;
  }

  private static JsonArray errors(List<RowIntake.RowError> errors) {
    JsonArray array = new JsonArray();
    errors.stream()
        .limit(RowIntake.MAX_ERRORS)
        .forEach(
            error ->
                array.add(
                    new JsonObject().put("line", error.line()).put("reason", error.reason())));
    return array;
  }
}
