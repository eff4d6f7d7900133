package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.BodyProblem;
import io.tributary.gatherer.http.body.BodyReader;
import io.tributary.gatherer.http.body.MemoryBudget;
import io.tributary.gatherer.http.token.ApiToken;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a request may send rows: who it is, what it says, what it has left of its rate.
 * Only then is its body asked for.
 *
 * <p>One for each event loop, which it belongs to.
 */
final class EventsHandler {
  private static final Logger log = LoggerFactory.getLogger(EventsHandler.class);
  private static final String ANYBODY = "local";
  private static final long SECOND_NANOS = 1_000_000_000L;

  private final HttpSettings settings;
  private final RowIntake intake;
  private final Shared shared;

  /** What all event loops have in common; any thread. */
  record Shared(Access access, RateLimits limits, MemoryBudget memory, EventsCounts counts) {}

  EventsHandler(HttpSettings settings, RowIntake intake, Shared shared) {
    this.settings = settings;
    this.intake = intake;
    this.shared = shared;
  }

  /** Takes a request, which must be paused, and answers it some time later. */
  void handle(
      HttpServerRequest request, Context context, Connections.Entry connection, Answers answers) {
    try {
      append(request, context, connection, answers);
    } catch (Refusal.Thrown e) {
      answers.refuse(request, e.refusal());
    } catch (RuntimeException e) {
      log.error("a request to send rows failed", e);
      answers.refuse(
          request, new Refusal(ApiError.INTERNAL, "something is wrong with Tributary itself"));
    }
  }

  private void append(
      HttpServerRequest request, Context context, Connections.Entry connection, Answers answers)
      throws Refusal.Thrown {
    Optional<ApiToken> caller = shared.access().caller(request);
    String datasource = EventsRequest.datasource(request.params());
    Access.check(caller, datasource);
    String id = caller.map(ApiToken::id).orElse("");
    EventsRequest head =
        EventsRequest.read(id, request.params(), request.headers(), settings.limits().maxBytes());
    String token = caller.isPresent() ? id : ANYBODY;
    long now = System.nanoTime();
    RateLimits.Payer tokenPayer = shared.limits().token(token, now);
    pay(tokenPayer, head.length(), now, request.response());
    RowIntake.Rows rows =
        intake
            .begin(head.rows())
            .orElseThrow(
                () ->
                    new Refusal.Thrown(
                        ApiError.DATASOURCE_UNKNOWN, "there is no datasource " + datasource));
    boolean begun = false;
    try {
      RateLimits.Payer payer = shared.limits().datasource(datasource, now);
      pay(payer, head.length(), now, request.response());
      Exchange exchange =
          new Exchange(
              request,
              context,
              rows,
              open(head, rows),
              new Exchange.Tools(
                  answers,
                  settings.patience(),
                  shared.counts(),
                  connection,
                  unannounced(head, tokenPayer, payer),
                  head.rows().ack() == RowIntake.Ack.STORED ? 200 : 202));
      begun = true;
      connection.begin(exchange);
      exchange.start();
    } finally {
      if (!begun) {
        rows.abort();
      }
    }
  }

  private BodyReader open(EventsRequest head, RowIntake.Rows rows) throws Refusal.Thrown {
    try {
      return BodyReader.open(
          head.encoding(), head.format(), settings.limits(), shared.memory(), rows);
    } catch (BodyProblem e) {
      throw new Refusal.Thrown(Refusal.of(e));
    }
  }

  private void pay(RateLimits.Payer payer, long length, long now, HttpServerResponse response)
      throws Refusal.Thrown {
    OptionalLong wait = payer.pay(Math.max(0, length), now);
    tell(response, payer.standing(now));
    if (wait.isPresent()) {
      throw new Refusal.Thrown(
          Refusal.retry(
              ApiError.RATE_LIMITED,
              "%s has used up its %d requests or %d bytes a second"
                  .formatted(
                      payer,
                      settings.rates().requestsPerSecond(),
                      settings.rates().bytesPerSecond()),
              Math.ceilDiv(wait.getAsLong(), SECOND_NANOS)));
    }
  }

  /** Of token and datasource, the answer tells about the one that has less left. */
  private void tell(HttpServerResponse response, RateLimits.Standing standing) {
    if (settings.rates().requestsPerSecond() == 0) {
      return;
    }
    String said = response.headers().get("X-RateLimit-Remaining");
    if (said == null || Long.parseLong(said) > standing.remaining()) {
      response
          .putHeader("X-RateLimit-Limit", Long.toString(standing.limit()))
          .putHeader("X-RateLimit-Remaining", Long.toString(standing.remaining()))
          .putHeader("X-RateLimit-Reset", Long.toString(standing.resetSeconds()));
    }
  }

  private static IntConsumer unannounced(
      EventsRequest head, RateLimits.Payer token, RateLimits.Payer datasource) {
    if (head.length() >= 0) {
      return bytes -> {};
    }
    return bytes -> {
      long now = System.nanoTime();
      token.payBytes(bytes, now);
      datasource.payBytes(bytes, now);
    };
  }
}
