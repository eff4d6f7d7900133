package io.tributary.gatherer.audit;

import io.tributary.gatherer.delivery.Delivery;
import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.frame.SourcePartition;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The auditor over HTTP, for alerting tools and the {@code tributary} command:
 *
 * <pre>
 *   GET /audit                                        what rounds have found so far
 *   GET /audit?datasource=NAME[&amp;from=…][&amp;to=…]        all reports about a table, compared now
 *   GET /audit/where?datasource=…&amp;topic=…&amp;partition=…&amp;run=HEX&amp;offset=…
 *   GET /audit/held?datasource=…&amp;topic=…&amp;partition=…&amp;run=HEX&amp;offsets=40-44,60
 * </pre>
 *
 * <p>{@code from} and {@code to} are times as in ISO 8601, with an offset from UTC or {@code Z}.
 * The status is 200 when all is clean, 409 when rows are missing or stored twice, 503 when
 * something could not be checked; a problem is answered as {@code {"error":"…"}}.
 *
 * <p>Thread: the event loop of the management port. Bounded: four requests at once.
 */
public final class AuditApi implements Handler<HttpServerRequest> {
  /** Where it is served. */
  public static final String PATH = "/audit";

  private static final int MAX_OPEN = 4;
  private static final int HEX = 16;
  private static final String NAME = "[A-Za-z0-9_]{1,255}";
  private static final Set<String> OF_AUDIT = Set.of("datasource", "from", "to");
  private static final Set<String> OF_WHERE =
      Set.of("datasource", "topic", "partition", "run", "offset");
  private static final Set<String> OF_HELD =
      Set.of("datasource", "topic", "partition", "run", "offsets");

  private final Auditor auditor;
  private final RecordSearch search;
  private final HeldSearch held;
  private int open;

  /**
   * @param delivery knows what is under way
   */
  public AuditApi(Auditor auditor, RecentInserts inserts, Delivery delivery) {
    this.auditor = auditor;
    this.search = new RecordSearch(auditor, inserts, delivery::underWay);
    this.held = new HeldSearch(auditor);
  }

  private record Answer(int status, Buffer body) {}

  @Override
  public void handle(HttpServerRequest request) {
    if (open >= MAX_OPEN) {
      Future<Void> unused =
          send(request.response(), new AuditProblem(503, "too many audits at once, try again"));
      return;
    }
    open++;
    Future<Void> unused =
        Future.succeededFuture()
            .compose(begun -> route(request))
            .compose(
                answer -> send(request.response(), answer.status(), answer.body()),
                problem -> send(request.response(), problem))
            .onComplete(sent -> open--);
  }

  private Future<Answer> route(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      throw new AuditProblem(405, "only GET");
    }
    return switch (String.valueOf(request.path())) {
      case PATH -> audit(request).map(found -> new Answer(found.status(), found.toJson()));
      case PATH + "/where" ->
          search.find(wanted(request.params())).map(found -> new Answer(200, found.toJson()));
      case PATH + "/held" ->
          held.find(held(request.params())).map(found -> new Answer(200, found.toJson()));
      default -> throw new AuditProblem(404, "there is nothing at " + request.path());
    };
  }

  private Future<AuditAnswer> audit(HttpServerRequest request) {
    MultiMap params = request.params();
    checkNames(params, OF_AUDIT);
    if (auditor.isOff()) {
      throw new AuditProblem(503, "the auditor is off: set AUDIT_INTERVAL");
    }
    DeliveryStore.Period period =
        new DeliveryStore.Period(time(params, "from"), time(params, "to"));
    if (params.get("datasource") != null) {
      return auditor.compare(datasource(params), period, request.response()::closed);
    }
    if (period.from() != null || period.until() != null) {
      throw new AuditProblem(400, "a period needs a datasource");
    }
    return auditor.found();
  }

  private static RecordSearch.Wanted wanted(MultiMap params) {
    checkNames(params, OF_WHERE);
    return new RecordSearch.Wanted(
        datasource(params), source(params), needed(params, "offset", Long::parseLong));
  }

  private static HeldSearch.Wanted held(MultiMap params) {
    checkNames(params, OF_HELD);
    return new HeldSearch.Wanted(
        datasource(params), source(params), needed(params, "offsets", HeldSearch::offsets));
  }

  private static SourcePartition source(MultiMap params) {
    return new SourcePartition(
        needed(params, "topic", Function.identity()),
        needed(params, "partition", Integer::parseInt),
        needed(params, "run", text -> Integer.parseUnsignedInt(text, HEX)));
  }

  private static String datasource(MultiMap params) {
    return needed(
        params,
        "datasource",
        text -> {
          if (!text.matches(NAME)) {
            throw new IllegalArgumentException("no datasource has such a name");
          }
          return text;
        });
  }

  private static void checkNames(MultiMap params, Set<String> known) {
    for (String name : params.names()) {
      if (!known.contains(name)) {
        throw new AuditProblem(400, "unknown parameter " + name);
      }
    }
  }

  private static <T> T needed(MultiMap params, String name, Function<String, T> reader) {
    String text = params.get(name);
    if (text == null) {
      throw new AuditProblem(400, "the parameter " + name + " is missing");
    }
    return read(name, text, reader);
  }

  private static @Nullable Instant time(MultiMap params, String name) {
    String text = params.get(name);
    return text == null ? null : read(name, text, AuditApi::instant);
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a time such as 2026-01-02T03:04:05Z", e);
    }
  }

  private static <T> T read(String name, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new AuditProblem(400, name + " is no such value: " + e.getMessage());
    }
  }

  private static Future<Void> send(HttpServerResponse response, Throwable problem) {
    int status =
        switch (problem) {
          case AuditProblem known -> known.status();
          case IllegalArgumentException malformed -> 400;
          default -> 500;
        };
    return send(response, status, new JsonObject().put("error", problem.getMessage()).toBuffer());
  }

  private static Future<Void> send(HttpServerResponse response, int status, Buffer body) {
    return response.closed()
        ? Future.succeededFuture()
        : response
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(body);
  }
}
