package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.clickHouse;
import static io.tributary.gatherer.RunningGatherer.number;
import static io.tributary.gatherer.TestConnector.definition;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.frame.Verdict;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * 200 sources of batches of 1 to 10 rows into one table that refuses inserts from 50 parts on.
 * {@code -Dtributary.tinyBatches.seconds=60} makes it longer.
 */
final class TinyBatchesIT {
  private static final int SOURCES = 200;
  private static final int SECONDS = Integer.getInteger("tributary.tinyBatches.seconds", 10);

  /** More than the sandbox inserts at a time; each waits for its answer. */
  private static final int DIRECT_SOURCES = 16;

  /** Batches that a source sends before it waits for their verdicts. */
  private static final int AHEAD = 10;

  private final AtomicLong nextId = new AtomicLong();

  @BeforeAll
  static void createDatabase() {
    clickHouse().createDatabase(RunningGatherer.DATABASE);
  }

  private static void create(String table) {
    clickHouse()
        .query(
            "CREATE TABLE %s.%s (id UInt64, name String, tail UInt32) ENGINE = MergeTree ORDER BY id SETTINGS parts_to_throw_insert = 50, max_parts_to_merge_at_once = 3"
                .formatted(RunningGatherer.DATABASE, table));
  }

  /** Runs so many sources at once and returns what each of them says. */
  private static <T> List<T> each(int sources, Callable<T> source) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < sources; i++) {
        running.add(threads.submit(source));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private Buffer batch(int rows) {
    return Rows.plain(nextId.getAndAdd(rows), rows, "tiny");
  }

  private static int rows(long batch) {
    return (int) (1 + batch % 10);
  }

  @Test
  void manySourcesOfTinyBatchesNeverMakeTooManyParts() throws Exception {
    create("tiny");
    try (RunningGatherer gatherer =
        RunningGatherer.start(
            "FLUSH_INTERVAL", "50ms",
            "GATHERER_MEMORY", "64MiB",
            "BATCH_MAX_BYTES", "64KiB",
            "QUARANTINE_BATCH_MAX_BYTES", "32KiB",
            "MAX_TABLE_STREAMS", "" + SOURCES,
            "TABLE_CREDIT", "1MiB")) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
      List<Long> batches = each(SOURCES, () -> send(gatherer, end));
      long sent = batches.stream().mapToLong(Long::longValue).sum();
      double inserts = gatherer.metric("tributary_gatherer_inserts_total");
      assertTrue(sent >= 20 * inserts, sent + " batches in " + inserts + " inserts");
      assertEquals(nextId.get(), number("uniqExact(id)", "tiny"));
      assertEquals(nextId.get(), number("count()", "tiny"));
      assertEquals(0, gatherer.metric("tributary_gatherer_too_many_parts_total"));
      assertEquals(0, gatherer.metric("tributary_gatherer_retries_total"));
    }
  }

  private long send(RunningGatherer gatherer, long endNanos) throws Exception {
    try (TestConnector connector = gatherer.connect()) {
      connector.ensure(1, definition("tiny", ""));
      connector.open(1, Rows.PLAIN);
      long sequence = 0;
      while (System.nanoTime() < endNanos) {
        for (int i = 0; i < AHEAD; i++) {
          sequence = connector.rows(1, Rows.PLAIN, rows(i), batch(rows(i)));
        }
        for (long settled = sequence - AHEAD + 1; settled <= sequence; settled++) {
          assertEquals(new Verdict.Stored(), connector.verdict(1, settled));
        }
      }
      return sequence + 1;
    }
  }

  @Test
  void theSameBatchesInsertedDirectlyDo() throws Exception {
    create("direct");
    AtomicBoolean refused = new AtomicBoolean();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String sql =
        "INSERT INTO "
            + RunningGatherer.DATABASE
            + ".direct SETTINGS async_insert = 0 FORMAT RowBinary";
    URI uri =
        URI.create(
            clickHouse().url() + "/?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      each(
          DIRECT_SOURCES,
          () -> {
            for (int i = 0; !refused.get() && System.nanoTime() < end; i++) {
              refused.compareAndSet(false, insert(http, uri, batch(rows(i))).equals("252"));
            }
            return refused.get();
          });
    }
    assertTrue(refused.get(), "ClickHouse took every tiny insert");
  }

  /** ClickHouse's error code; empty without one, also when there was no answer. */
  private static String insert(HttpClient http, URI uri, Buffer rows) throws Exception {
    HttpRequest insert =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .POST(BodyPublishers.ofByteArray(rows.getBytes()))
            .build();
    try {
      return http.send(insert, BodyHandlers.discarding())
          .headers()
          .firstValue("X-ClickHouse-Exception-Code")
          .orElse("");
    } catch (HttpTimeoutException e) {
      // No refusal: the next one may bring it.
      return "";
    }
  }
}
