package io.tributary.gatherer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A producer of rows {@code {"id":…,"name":…}}. */
final class EventsClient {
  static final String ENGINE = "ENGINE MergeTree\nENGINE_SORTING_KEY id\n";
  static final String COLUMNS =
      "SCHEMA >\n    `id` UInt64 `json:$.id`,\n    `name` String `json:$.name`\n\n";

  private static final int PATIENCE_SECONDS = 30;
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address;

  EventsClient(RunningGatherer gatherer) {
    this.address = gatherer.events();
  }

  /** A gatherer with these datasources, whose files and spool are in the folder. */
  static RunningGatherer start(Path folder, List<String> tables, String... more)
      throws IOException {
    RunningGatherer.clickHouse().createDatabase(RunningGatherer.DATABASE);
    Path datafiles = Files.createDirectories(folder.resolve("datafiles"));
    for (String table : tables) {
      Files.writeString(datafiles.resolve(table + ".datasource"), COLUMNS + ENGINE);
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "DATAFILES",
                datafiles.toString(),
                "HTTP_LISTEN",
                "127.0.0.1:0",
                "SPOOL",
                folder.resolve("spool").toString(),
                "SPOOL_BYTES",
                "512MiB"));
    settings.addAll(List.of(more));
    return RunningGatherer.start(settings.toArray(String[]::new));
  }

  /** What a request was answered. */
  record Answer(int status, JsonObject body, boolean replayed) {
    private static Answer of(HttpResponse<String> response) {
      return new Answer(
          response.statusCode(),
          new JsonObject(response.body()),
          response.headers().firstValue("Idempotent-Replayed").isPresent());
    }

    long rows() {
      return body.getLong("successful_rows");
    }

    long bad() {
      return body.getLong("quarantined_rows");
    }
  }

  private HttpRequest request(String query, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://" + address + "/v0/events?name=" + query))
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  /** One request; its answer is whatever it is. */
  CompletableFuture<Answer> sending(String query, String body, String... headers) {
    return HTTP.sendAsync(request(query, body, headers), BodyHandlers.ofString(UTF_8))
        .thenApply(Answer::of);
  }

  static Answer get(CompletableFuture<Answer> answer) throws Exception {
    return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Sends until it is not told to come again. */
  Answer post(String query, String body, String... headers) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      Answer answer = get(sending(query, body, headers));
      if (answer.status() != 503 || System.nanoTime() > deadline) {
        return answer;
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Rows of ascending ids, a line each. */
  static String rows(int first, int count) {
    StringBuilder body = new StringBuilder();
    for (int i = first; i < first + count; i++) {
      body.append("{\"id\":").append(i).append(",\"name\":\"n").append(i).append("\"}\n");
    }
    return body.toString();
  }

  /** The value of a metric, without what it has behind its point. */
  static long metric(RunningGatherer gatherer, String line) {
    try {
      return (long) gatherer.metric(line);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static void await(String what, LongSupplier number, long wanted) throws TimeoutException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (number.getAsLong() != wanted) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("%s: %d, not %d".formatted(what, number.getAsLong(), wanted));
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  static void awaitRows(String table, long wanted) throws TimeoutException {
    await("rows of " + table, () -> RunningGatherer.number("count()", table), wanted);
  }
}
