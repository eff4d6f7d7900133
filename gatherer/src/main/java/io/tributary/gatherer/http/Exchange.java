package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.BodyProblem;
import io.tributary.gatherer.http.body.BodyReader;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request to send rows, from its body to its answer:
 *
 * <pre>
 *   ┌▶ RECEIVING ──bytes──▶ reading ──all read──┐
 *   │      │                   │  ▲             │
 *   │      │            full   ▼  │ drained     │
 *   │      │                  FULL              │
 *   └──────│────────────────────────────────────┘
 *          └──end of body──▶ ENDING ──outcome──▶ OVER        any of them ──refusal, cut──▶ OVER
 * </pre>
 *
 * <p>The next bytes are asked of the socket only when those before have been read and the rows have
 * room, so that a slow table slows its producers down and memory stays bounded.
 *
 * <p><b>Failure semantics.</b> Rows get exactly one of {@code end} and {@code abort}. A producer
 * that got no answer, or {@code ANSWER_LATE}, cannot know what became of its rows.
 *
 * <p>Event loop of the connection.
 */
final class Exchange {
  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  /** After 256 KiB of decoded bytes others on the loop have their turn. */
  private static final int PIECES_A_TURN = 16;

  private static final long FULL_RETRY_SECONDS = 5;

  private enum Step {
    RECEIVING,
    READING,
    FULL,
    ENDING,
    OVER
  }

  private final HttpServerRequest request;
  private final Context context;
  private final RowIntake.Rows rows;
  private final BodyReader reader;
  private final Tools tools;

  private @Nullable Awaited awaited;
  private Step step = Step.READING;
  private byte[] input = new byte[0];
  private boolean bodyEnded;
  private long sinceNanos;
  private long clientNanos;

  /**
   * What an exchange works with.
   *
   * @param received is told the bytes that have come, as they were sent
   * @param goodStatus of an answer to rows that were accepted
   */
  record Tools(
      Answers answers,
      HttpSettings.Patience patience,
      EventsCounts counts,
      Connections.Entry connection,
      IntConsumer received,
      int goodStatus) {}

  Exchange(
      HttpServerRequest request,
      Context context,
      RowIntake.Rows rows,
      BodyReader reader,
      Tools tools) {
    this.request = request;
    this.context = context;
    this.rows = rows;
    this.reader = reader;
    this.tools = tools;
  }

  /** Begins to receive the body of the request, which is paused. */
  void start() {
    request.handler(this::arrived);
    request.endHandler(end -> ended());
    request.exceptionHandler(failure -> cut());
    if ("100-continue".equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT))) {
      var unused = request.response().writeContinue();
    }
    receive();
  }

  private void receive() {
    if (bodyEnded) {
      finish();
      return;
    }
    to(Step.RECEIVING);
    request.fetch(1);
  }

  private void arrived(Buffer bytes) {
    if (step == Step.OVER) {
      return;
    }
    if (step != Step.RECEIVING) {
      defect(new IllegalStateException("bytes came that were not asked for, while " + step));
      return;
    }
    clientNanos += System.nanoTime() - sinceNanos;
    to(Step.READING);
    int length = bytes.length();
    tools.counts().received(length);
    tools.received().accept(length);
    if (input.length < length) {
      input = new byte[length];
    }
    bytes.getBytes(0, length, input, 0);
    try {
      reader.feed(input, 0, length);
    } catch (BodyProblem e) {
      refuse(Refusal.of(e));
      return;
    }
    read();
  }

  private void read() {
    if (step == Step.OVER) {
      return;
    }
    to(Step.READING);
    try {
      for (int pieces = 0; reader.read(); pieces++) {
        if (rows.isFull()) {
          awaitRoom();
          return;
        }
        if (pieces == PIECES_A_TURN) {
          context.runOnContext(turn -> read());
          return;
        }
      }
      if (rows.isFull()) {
        awaitRoom();
      } else {
        receive();
      }
    } catch (BodyProblem e) {
      refuse(Refusal.of(e));
    } catch (RuntimeException e) {
      defect(e);
    }
  }

  private void awaitRoom() {
    to(Step.FULL);
    rows.drained()
        .onComplete(
            drained ->
                context.runOnContext(
                    hop -> {
                      if (step != Step.FULL) {
                        return;
                      }
                      if (drained.failed()) {
                        defect(drained.cause());
                      } else {
                        read();
                      }
                    }));
  }

  private void ended() {
    bodyEnded = true;
    if (step == Step.RECEIVING) {
      finish();
    }
  }

  private void finish() {
    to(Step.READING);
    Future<RowIntake.Outcome> outcome;
    try {
      reader.end();
      reader.close();
      input = new byte[0];
      to(Step.ENDING);
      outcome = rows.end();
    } catch (BodyProblem e) {
      refuse(Refusal.of(e));
      return;
    } catch (RuntimeException e) {
      defect(e);
      return;
    }
    Awaited awaiting = new Awaited(this);
    awaited = awaiting;
    outcome.onComplete(awaiting::completed);
  }

  /**
   * What waits for an outcome: rows may be stored hours after the producer has gone, and until then
   * hold this, but not the request.
   */
  private static final class Awaited {
    private final Context context;
    private volatile @Nullable Exchange exchange;

    Awaited(Exchange exchange) {
      this.context = exchange.context;
      this.exchange = exchange;
    }

    void completed(AsyncResult<RowIntake.Outcome> known) {
      context.runOnContext(
          hop -> {
            Exchange waiting = exchange;
            if (waiting != null) {
              waiting.known(known);
            }
          });
    }
  }

  private void known(AsyncResult<RowIntake.Outcome> known) {
    if (step != Step.ENDING) {
      return;
    }
    if (known.failed()) {
      defect(known.cause());
    } else {
      answer(known.result());
    }
  }

  private void answer(RowIntake.Outcome outcome) {
    over();
    tools.answers().send(request, outcome, tools.goodStatus());
  }

  /** Ends what takes too long. */
  void look(long nowNanos) {
    long lasting = nowNanos - sinceNanos;
    HttpSettings.Patience patience = tools.patience();
    switch (step) {
      case RECEIVING -> {
        if (lasting > patience.idle().toNanos()) {
          refuse(slow("nothing of the body came for " + patience.idle().toMillis() + " ms"));
        } else if (clientNanos + lasting > patience.request().toNanos()) {
          refuse(slow("the body took longer than " + patience.request().toMillis() + " ms"));
        }
      }
      case FULL -> {
        if (lasting > patience.answer().toNanos()) {
          refuse(
              Refusal.retry(
                  ApiError.BUSY,
                  "rows could not be taken for " + patience.answer().toMillis() + " ms",
                  FULL_RETRY_SECONDS));
        }
      }
      case ENDING -> {
        if (lasting > patience.answer().toNanos()) {
          refuse(
              Refusal.retry(
                  ApiError.ANSWER_LATE,
                  "it is not known after %d ms whether the rows were taken"
                      .formatted(patience.answer().toMillis()),
                  FULL_RETRY_SECONDS));
        }
      }
      case READING, OVER -> {}
    }
  }

  /** The connection has ended, or what comes over it is no HTTP any more. */
  void cut() {
    if (step == Step.OVER) {
      return;
    }
    if (step != Step.ENDING) {
      tools.counts().cut();
    }
    over();
    var unused = request.connection().close();
  }

  private void defect(Throwable failure) {
    log.error("a request to send rows failed", failure);
    refuse(new Refusal(ApiError.INTERNAL, "something is wrong with Tributary itself"));
  }

  private void refuse(Refusal refusal) {
    if (step != Step.OVER) {
      over();
      tools.answers().refuse(request, refusal);
    }
  }

  private void over() {
    boolean unended = step != Step.ENDING;
    step = Step.OVER;
    input = new byte[0];
    Awaited awaiting = awaited;
    if (awaiting != null) {
      awaiting.exchange = null;
      awaited = null;
    }
    tools.connection().idle();
    reader.close();
    if (unended) {
      rows.abort();
    }
  }

  private void to(Step next) {
    step = next;
    sinceNanos = System.nanoTime();
  }

  private static Refusal slow(String what) {
    return new Refusal(ApiError.REQUEST_SLOW, what);
  }
}
