package io.tributary.gatherer.insert;

import io.tributary.gatherer.insert.HttpResult.Answer;
import io.tributary.gatherer.insert.HttpResult.NoAnswer;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.impl.ConnectionBase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One POST to ClickHouse: sends the body buffer by buffer, no faster than the socket takes it, and
 * reads the answer.
 *
 * <p>Belongs to the context that {@link #run} is called on; the result comes there. The future
 * never fails.
 */
final class HttpExchange {

  /** An answer longer than this is cut off: the longest one is a table's description. */
  private static final int MAX_ANSWER_BYTES = 16 << 20;

  private static final String TOO_LATE = "no connection was free in time";

  /** How servers before 20 tell an error; later ones leave out all but the text. */
  private static final Pattern OLD_ERROR =
      Pattern.compile(
          "^Code: (\\d+), e\\.displayText\\(\\) = (.*), e\\.what\\(\\) = .*", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("Code: (\\d{1,6})[.,]");

  /**
   * What is sent.
   *
   * @param buffers one after the other
   * @param tooLate asked when there is a connection; if true nothing is sent
   * @param unused called once, when nothing reads the buffers any more
   */
  record Body(List<Buffer> buffers, BooleanSupplier tooLate, Runnable unused) {}

  private final Vertx vertx;
  private final Context context;
  private final List<Buffer> body;
  private final Runnable unused;
  private final Promise<HttpResult> result = Promise.promise();
  private final Buffer answer = Buffer.buffer();
  private @Nullable HttpClientRequest request;
  private int nextBuffer;

  /** Buffers that the connection has not written yet. */
  private int writing;

  private boolean givenBack;

  private long timer = -1;

  private HttpExchange(Vertx vertx, Context context, Body body) {
    this.vertx = vertx;
    this.context = context;
    this.body = body.buffers();
    this.unused = body.unused();
  }

  /**
   * Sends {@code body} and reads the answer.
   *
   * @param timeout from having a connection to the last byte of the answer
   */
  static Future<HttpResult> run(
      Vertx vertx, HttpClient client, RequestOptions options, Body body, Duration timeout) {
    Context context = vertx.getOrCreateContext();
    HttpExchange exchange = new HttpExchange(vertx, context, body);
    client
        .request(options)
        .onComplete(
            ready ->
                context.runOnContext(
                    connected -> {
                      if (ready.failed()) {
                        exchange.fail(false, ready.cause());
                      } else if (body.tooLate().getAsBoolean()) {
                        exchange.fail(false, new IllegalStateException(TOO_LATE));
                        // The connection goes back to the pool.
                        ready.result().exceptionHandler(reset -> {}).reset();
                      } else {
                        exchange.start(ready.result(), timeout);
                      }
                    }));
    return exchange.result.future();
  }

  private void start(HttpClientRequest ready, Duration timeout) {
    request = ready;
    timer = vertx.setTimer(timeout.toMillis(), id -> timedOut(timeout));
    ready.exceptionHandler(cause -> fail(true, cause));
    ready
        .response()
        .onComplete(
            head -> {
              if (head.succeeded()) {
                read(head.result());
              } else {
                fail(true, head.cause());
              }
            });
    long length = body.stream().mapToLong(Buffer::length).sum();
    ready.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    ready.drainHandler(drained -> write(ready));
    write(ready);
  }

  private void write(HttpClientRequest ready) {
    while (nextBuffer < body.size() && !result.future().isComplete()) {
      if (ready.writeQueueFull()) {
        return;
      }
      writing++;
      ready.write(body.get(nextBuffer++)).onComplete(written -> written());
    }
    if (nextBuffer == body.size()) {
      nextBuffer++;
      ready.end();
    }
  }

  private void read(HttpClientResponse response) {
    response.exceptionHandler(cause -> fail(true, cause));
    response.handler(
        part -> {
          if (answer.length() + part.length() > MAX_ANSWER_BYTES) {
            fail(true, new IllegalStateException("the answer is longer than 16 MiB"));
          } else {
            answer.appendBuffer(part);
          }
        });
    response.endHandler(end -> answered(response));
  }

  private void answered(HttpClientResponse response) {
    String text = answer.toString(StandardCharsets.UTF_8);
    if (response.statusCode() != 200) {
      text = OLD_ERROR.matcher(text).replaceFirst("Code: $1. $2");
    }
    String queryId = response.getHeader("X-ClickHouse-Query-Id");
    String summary = response.getHeader("X-ClickHouse-Summary");
    boolean all = nextBuffer > body.size();
    complete(
        new Answer(
            response.statusCode(),
            code(response, text),
            queryId == null ? "" : queryId,
            summary == null ? "" : summary,
            text));
    if (!all) {
      // An early refusal: what is left of the body must not reach the next request's connection.
      abandon();
    }
  }

  private static int code(HttpClientResponse response, String text) {
    String header = response.getHeader("X-ClickHouse-Exception-Code");
    if (header != null && header.matches("\\d{1,6}")) {
      return Integer.parseInt(header);
    }
    if (response.statusCode() == 200) {
      return 0;
    }
    Matcher matcher = CODE.matcher(text);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private void timedOut(Duration timeout) {
    fail(true, new IllegalStateException("no answer within " + timeout.toSeconds() + " s"));
  }

  private void fail(boolean sent, Throwable cause) {
    String message = cause.getMessage();
    complete(new NoAnswer(sent, message == null ? cause.toString() : message));
    abandon();
  }

  private void abandon() {
    HttpClientRequest sent = request;
    if (sent == null) {
      return;
    }
    var unusedReset = sent.reset();
    // A reset waits until all is written, which may be never.
    if (sent.connection() instanceof ConnectionBase connection) {
      var unusedClose = connection.channelHandlerContext().close();
      // Vert.x forgets writes that wait when the connection ends.
      var unusedEnd =
          connection
              .channel()
              .closeFuture()
              .addListener(closed -> context.runOnContext(hop -> giveBack()));
    }
  }

  private void written() {
    writing--;
    if (writing == 0 && result.future().isComplete()) {
      giveBack();
    }
  }

  private void complete(HttpResult outcome) {
    if (result.tryComplete(outcome)) {
      vertx.cancelTimer(timer);
      if (writing == 0) {
        giveBack();
      }
    }
  }

  private void giveBack() {
    if (!givenBack) {
      givenBack = true;
      unused.run();
    }
  }
}
