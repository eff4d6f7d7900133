package io.tributary.gatherer.quarantine;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.protocol.quarantine.RecordKeys;
import io.tributary.protocol.quarantine.ReplayRows;
import io.tributary.protocol.quarantine.TableJson;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The quarantine over HTTP, for the {@code tributary} command:
 *
 * <pre>
 *   GET    /quarantine                          rows by datasource and reason, one JSON object a line
 *   GET    /quarantine/NAME?limit=…             rows for people
 *   GET    /quarantine/NAME/values?after=…      the next page of raw values that were not replayed
 *   GET    /quarantine/NAME/table               the columns of the table that they belong to
 *   POST   /quarantine/NAME/look                which of these records that table holds
 *   POST   /quarantine/NAME/replays             begins a replay: {"id":"…","engine":"…"}, or 409
 *   GET    /quarantine/NAME/replays/ID/values   the same as above, and the replay goes on
 *   POST   /quarantine/NAME/replays/ID/look     the same as above, and the replay goes on
 *   POST   /quarantine/NAME/replays/ID/rows     stores rows
 *   POST   /quarantine/NAME/replays/ID/marks    marks records as replayed
 *   DELETE /quarantine/NAME/replays/ID          ends the replay
 * </pre>
 *
 * Rows can be filtered with {@code reason}, {@code partition}, {@code from} and {@code to}. A
 * problem is answered with a status and one line of text.
 *
 * <p><b>Failure semantics.</b> Rows are answered with 204 only when they are durable. After any
 * other answer, or none, the caller looks which records the table holds before it sends them again.
 *
 * <p>Thread: the event loop of the management port. Bounded: four replays at once, each with one
 * body or answer in memory; eight other requests at once; answers of at most 16 MiB.
 */
public final class QuarantineApi implements Handler<HttpServerRequest> {
  /** Where it is served. */
  public static final String PATH = "/quarantine";

  /** Stands behind the gatherer's name in the {@code log_comment} of inserts. */
  public static final String INSERTER = " replay";

  /** How long one request to ClickHouse may take. */
  public static final int TIMEOUT_SECONDS = (int) QuarantineTables.TIMEOUT.toSeconds();

  private static final Logger log = LoggerFactory.getLogger(QuarantineApi.class);
  private static final int MAX_REPLAYS = 4;
  private static final int MAX_OPEN_ANSWERS = 8;
  private static final int DEFAULT_ROWS = 20;
  private static final int MAX_ROWS = 1_000;
  private static final int MAX_KEYS_BYTES = 1 << 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private final QuarantineTables tables;
  private final ReplayInsert inserts;
  private final ReplayLocks locks = new ReplayLocks(MAX_REPLAYS);
  private final OpenAnswers answers = new OpenAnswers(MAX_OPEN_ANSWERS);

  /**
   * @param client gives up before an idle connection of the management port is closed, see {@link
   *     #TIMEOUT_SECONDS}
   * @param inserter names inserts so that a later replay recognizes those that still run: with
   *     {@link #INSERTER}
   */
  public QuarantineApi(
      ClickHouseClient client,
      String database,
      ServerSettings server,
      TableCatalog catalog,
      Inserter inserter) {
    this.tables = new QuarantineTables(client, new QuarantineSql(database), server);
    this.inserts = new ReplayInsert(catalog, inserter);
  }

  @Override
  public void handle(HttpServerRequest request) {
    String requested = String.valueOf(request.path());
    List<String> path =
        Arrays.stream(requested.substring(PATH.length()).split("/", -1))
            .filter(part -> !part.isEmpty())
            .toList();
    if (isOfReplay(path)) {
      Future<Void> unused = answer(request, path);
      return;
    }
    try {
      answers.begin();
    } catch (RequestProblem busy) {
      Future<Void> unused = send(request.response(), busy);
      return;
    }
    Future<Void> unused = answer(request, path).onComplete(sent -> answers.end());
  }

  private static boolean isOfReplay(List<String> path) {
    return path.size() > 1 && path.get(1).equals("replays");
  }

  /** Done when the answer is sent. */
  private Future<Void> answer(HttpServerRequest request, List<String> path) {
    return Future.succeededFuture()
        .compose(begun -> route(request, path))
        .compose(
            found -> found.send(request.response()), problem -> send(request.response(), problem));
  }

  private record Answer(int status, String type, Buffer body) {
    static final Answer NONE = new Answer(204, "", Buffer.buffer());

    static Answer json(int status, Buffer body) {
      return new Answer(status, "application/json", body);
    }

    static Answer lines(String body) {
      return new Answer(200, "application/x-ndjson", Buffer.buffer(body));
    }

    Future<Void> send(HttpServerResponse response) {
      if (response.closed()) {
        return Future.succeededFuture();
      }
      response.setStatusCode(status);
      return status == 204
          ? response.end()
          : response.putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
    }
  }

  private Future<Answer> route(HttpServerRequest request, List<String> path) {
    if (!path.isEmpty() && !NAME.matcher(path.getFirst()).matches()) {
      throw new RequestProblem(400, "no datasource has such a name");
    }
    if (isOfReplay(path)) {
      return replay(request, path);
    }
    if (request.method().equals(HttpMethod.GET)) {
      return read(request, path);
    }
    if (request.method().equals(HttpMethod.POST)
        && path.size() == 2
        && path.get(1).equals("look")) {
      return look(request, path.getFirst());
    }
    throw nothingAt(request);
  }

  private static RequestProblem nothingAt(HttpServerRequest request) {
    return new RequestProblem(404, "there is nothing at " + request.path());
  }

  private Future<Answer> replay(HttpServerRequest request, List<String> path) {
    if (request.method().equals(HttpMethod.POST) && path.size() == 2) {
      return begin(path.getFirst());
    }
    UUID replay = RequestFields.replay(path.size() > 2 ? path.get(2) : "");
    if (request.method().equals(HttpMethod.DELETE) && path.size() == 3) {
      locks.end(path.getFirst(), replay);
      return Future.succeededFuture(Answer.NONE);
    }
    if (path.size() == 4) {
      return step(request, path.getFirst(), replay, path.get(3));
    }
    throw nothingAt(request);
  }

  private Future<Answer> read(HttpServerRequest request, List<String> path) {
    if (path.isEmpty()) {
      return tables.counts().map(Answer::lines);
    }
    String datasource = path.getFirst();
    RowFilter filter = RequestFields.filter(request.params());
    if (path.size() == 1) {
      int limit = RequestFields.limit(request.params(), DEFAULT_ROWS, MAX_ROWS);
      return tables.rows(datasource, filter, limit).map(Answer::lines);
    }
    return switch (path.size() == 2 ? path.get(1) : "") {
      case "values" -> values(request, datasource);
      case "table" ->
          inserts.describe(datasource).map(table -> Answer.json(200, TableJson.write(table)));
      default -> throw nothingAt(request);
    };
  }

  private Future<Answer> values(HttpServerRequest request, String datasource) {
    return tables.values(datasource, RequestFields.filter(request.params())).map(Answer::lines);
  }

  private Future<Answer> look(HttpServerRequest request, String datasource) {
    return body(request, MAX_KEYS_BYTES)
        .compose(keys -> tables.present(datasource, RecordKeys.read(keys)))
        .map(Answer::lines);
  }

  private Future<Answer> begin(String datasource) {
    UUID id =
        locks
            .begin(datasource, System.nanoTime())
            .orElseThrow(
                () ->
                    new RequestProblem(
                        409,
                        "a replay of %s goes on, or %d others; one that was cut off ends after a minute"
                            .formatted(datasource, MAX_REPLAYS)));
    return held(datasource, id, () -> tables.checkReplayable(datasource))
        .onSuccess(ready -> log.info("a replay of {} begins", datasource))
        .onFailure(problem -> locks.end(datasource, id))
        .map(
            engine ->
                Answer.json(
                    201,
                    new JsonObject().put("id", id.toString()).put("engine", engine).toBuffer()));
  }

  private Future<Answer> step(
      HttpServerRequest request, String datasource, UUID replay, String what) {
    Supplier<Future<Answer>> step =
        switch (request.method().name() + ' ' + what) {
          case "GET values" -> () -> values(request, datasource);
          case "POST look" -> () -> look(request, datasource);
          case "POST rows" ->
              () ->
                  body(request, ReplayRows.MAX_BYTES)
                      .compose(rows -> inserts.insert(datasource, ReplayRows.read(rows)))
                      .map(Answer.NONE);
          case "POST marks" ->
              () ->
                  body(request, MAX_KEYS_BYTES)
                      .compose(keys -> tables.mark(datasource, RecordKeys.read(keys)))
                      .map(Answer.NONE);
          default -> throw nothingAt(request);
        };
    return held(datasource, replay, step);
  }

  /** The replay is not over while its step goes on. */
  private <T> Future<T> held(String datasource, UUID replay, Supplier<Future<T>> step) {
    if (!locks.enter(datasource, replay, System.nanoTime())) {
      throw new RequestProblem(409, "this replay is over: begin another one");
    }
    return Future.succeededFuture()
        .compose(entered -> step.get())
        .onComplete(done -> locks.done(datasource, replay, System.nanoTime()));
  }

  private static Future<Buffer> body(HttpServerRequest request, int maxBytes) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length == null || !length.matches("\\d{1,18}")) {
      throw new RequestProblem(411, "the request needs a Content-Length");
    }
    if (Long.parseLong(length) > maxBytes) {
      throw new RequestProblem(413, "at most %d bytes may be sent at once".formatted(maxBytes));
    }
    return request.body();
  }

  private static Future<Void> send(HttpServerResponse response, Throwable problem) {
    if (response.closed()) {
      return Future.succeededFuture();
    }
    int retrySeconds = problem instanceof RequestProblem known ? known.retrySeconds() : 0;
    int status =
        switch (problem) {
          case RequestProblem known -> known.status();
          case IllegalArgumentException malformed -> 400;
          default -> 500;
        };
    if (retrySeconds > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retrySeconds));
    }
    if (status == 411 || status == 413 || retrySeconds > 0) {
      // The body was not read, so nothing behind it can be.
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    return response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; charset=utf-8")
        .end(problem.getMessage() + "\n");
  }
}
