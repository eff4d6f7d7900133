package io.tributary.load.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.load.http.wire.ByteText;
import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.ServiceUnderLoad;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One body of NDJSON that is much larger than the gatherer's heap, sent in chunks with {@code
 * wait=true}.
 *
 * <p>Thread: the caller's, which waits.
 */
public final class LargeBody {
  private static final String TABLE = "large";
  private static final long SEED = 42;
  private static final int ROWS_AT_ONCE = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Options options;
  private final Path folder;

  /**
   * What is sent to what.
   *
   * @param mebibytes of the body, 1 to 65,536
   * @param heap of the gatherer, such as {@code 256m}
   */
  public record Options(int mebibytes, String heap) {
    public Options {
      if (mebibytes < 1 || mebibytes > 65_536 || !heap.matches("[1-9][0-9]*[mg]")) {
        throw new IllegalArgumentException(
            "a body has 1 to 65,536 MiB, and a heap is like 256m: %d, %s"
                .formatted(mebibytes, heap));
      }
    }

    private long bytes() {
      return (long) mebibytes << 20;
    }
  }

  /**
   * What became of it.
   *
   * @param answer status and body
   * @param peakBytes resident memory of the gatherer at its highest
   */
  public record Result(
      long sentBytes,
      long sentRows,
      long storedRows,
      long differentRows,
      String answer,
      Duration took,
      long peakBytes) {

    /** Whether each row is there once, and the gatherer said so. */
    public boolean holds() {
      return answer.startsWith("200 ") && storedRows == sentRows && differentRows == sentRows;
    }
  }

  /**
   * @param folder for logs and data
   */
  public LargeBody(Options options, Path folder) {
    this.options = options;
    this.folder = folder;
  }

  /** Runs it. */
  public Result run() {
    try (EventsDeployment deployment = EventsDeployment.inSandbox(folder)) {
      ServiceUnderLoad gatherer =
          deployment
              .withJvmOptions(List.of("-Xmx" + options.heap()))
              .startGatherer(
                  Map.of(TABLE, LoadRequests.SCHEMA),
                  Map.of(
                      "HTTP_MAX_BODY", (options.bytes() + (1 << 20)) + "",
                      "HTTP_ANSWER_TIMEOUT", PATIENCE.toSeconds() + "s",
                      "GATHERER_MEMORY", "64MiB",
                      "MAX_TABLE_STREAMS", "4",
                      "HTTP_BUFFER", "32MiB",
                      "HTTP_MEMORY", "16MiB"),
                  1);
      Rows rows = new Rows(options.bytes());
      long began = System.nanoTime();
      String answer = send(deployment.httpPort(), rows);
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      String table = deployment.database() + "." + TABLE;
      return new Result(
          rows.bytes.get(),
          rows.rows.get(),
          deployment.sql().number("SELECT count() FROM " + table),
          deployment.sql().number("SELECT uniqExact(request, row) FROM " + table),
          answer,
          took,
          ProcStat.of(gatherer.running().pid()).orElseThrow().peakResidentBytes());
    }
  }

  private static String send(int port, Rows rows) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://127.0.0.1:%d/v0/events?name=%s&wait=true".formatted(port, TABLE)))
                  .timeout(PATIENCE)
                  .POST(BodyPublishers.ofInputStream(() -> rows))
                  .build(),
              BodyHandlers.ofString(UTF_8));
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Rows up to a number of bytes, made as they are read. */
  private static final class Rows extends InputStream {
    private final LoadRequests requests = LoadRequests.ofRows(SEED, ROWS_AT_ONCE, ROWS_AT_ONCE);
    private final long wanted;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong rows = new AtomicLong();
    private final ByteText some = new ByteText(1 << 20);
    private byte[] now = new byte[0];
    private int at;
    private long id;

    Rows(long wanted) {
      this.wanted = wanted;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      if (at == now.length) {
        if (bytes.get() >= wanted) {
          return -1;
        }
        some.clear();
        at = 0;
        requests.writeBody(++id, some);
        now = some.toBytes();
        rows.addAndGet(ROWS_AT_ONCE);
        bytes.addAndGet(now.length);
      }
      int taken = Math.min(length, now.length - at);
      System.arraycopy(now, at, to, offset, taken);
      at += taken;
      return taken;
    }
  }
}
