package io.tributary.load.http;

import io.tributary.load.http.proof.RequestProof;
import io.tributary.load.http.proof.SentRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All producers of a phase, on one event loop: two cores are shared with what is measured.
 *
 * <p>A request is sent at the first millisecond after it is due at which its connection has room.
 *
 * <p>Thread: the caller's, which waits; connections live on the event loop.
 */
final class Producers implements AutoCloseable {
  static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
  private static final int CONNECT_AT_ONCE = 50;
  private static final long TICK_MILLIS = 1;

  /** After that an end of connections is not news any more. */
  private static final long RECONNECT_MILLIS = 100;

  /** Longer than a gatherer takes for an answer ({@code HTTP_ANSWER_TIMEOUT}). */
  private static final Duration PATIENCE = Duration.ofSeconds(130);

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client =
      vertx.createNetClient(
          new NetClientOptions()
              .setTcpNoDelay(true)
              .setConnectTimeout((int) CONNECT_TIMEOUT.toMillis()));
  private final Target target;
  private final PhaseTally tally = new PhaseTally();
  private final Promise<Void> ended = Promise.promise();
  private final List<ProducerConnection> connections = new ArrayList<>();
  private final Job job;
  private long deadlineNanos;
  private long lastAnswerNanos;
  private boolean sendingEnded;

  /**
   * Where requests go.
   *
   * @param path with the query
   */
  record Target(String host, int port, String path) {
    byte[] head() {
      return "POST %s HTTP/1.1\r\nHost: %s:%d\r\nContent-Length: "
          .formatted(path, host, port)
          .getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** What all connections of a phase do. Its times are set when it begins. */
  static final class Job {
    private final byte[] head;
    private final Pace pace;
    private final LoadRequests requests;
    private final int pipelined;
    private long startNanos;
    private long endNanos;

    /**
     * @param head of a request up to the value of Content-Length
     * @param pipelined requests of a connection without an answer, 1 or more
     */
    Job(byte[] head, Pace pace, LoadRequests requests, int pipelined) {
      this.head = head;
      this.pace = pace;
      this.requests = requests;
      this.pipelined = pipelined;
    }

    void begin(long now, Duration time) {
      startNanos = now;
      endNanos = now + time.toNanos();
    }

    byte[] head() {
      return head;
    }

    Pace pace() {
      return pace;
    }

    LoadRequests requests() {
      return requests;
    }

    int pipelined() {
      return pipelined;
    }

    boolean mayBegin(long nowNanos) {
      return nowNanos - endNanos < 0;
    }

    long dueNanos(int connection, long sequence) {
      return startNanos + pace.dueNanos(connection, sequence);
    }
  }

  Producers(Target target, Pace pace, LoadRequests requests, int pipelined) {
    this.target = target;
    this.job = new Job(target.head(), pace, requests, pipelined);
    ProducerConnection.Scratch scratch = ProducerConnection.Scratch.create();
    for (int i = 0; i < pace.connections(); i++) {
      connections.add(new ProducerConnection(i, job, tally, scratch));
    }
  }

  /**
   * Opens all connections.
   *
   * @throws RuntimeException if one cannot be opened
   */
  void connect() {
    for (int from = 0; from < connections.size(); from += CONNECT_AT_ONCE) {
      List<ProducerConnection> some =
          connections.subList(from, Math.min(connections.size(), from + CONNECT_AT_ONCE));
      Promise<Void> connected = Promise.promise();
      vertx.runOnContext(
          turn ->
              Future.all(some.stream().map(this::connect).toList())
                  .<Void>mapEmpty()
                  .onComplete(connected));
      connected.future().await();
    }
  }

  private Future<Void> connect(ProducerConnection connection) {
    connection.connecting();
    return client
        .connect(target.port(), target.host())
        .onSuccess(connection::connected)
        .onFailure(cause -> connection.notConnected())
        .mapEmpty();
  }

  /**
   * Sends requests for so long, and waits for their answers.
   *
   * @return seconds from the first request to the last answer
   */
  double run(Duration time) {
    long start = System.nanoTime();
    vertx.runOnContext(turn -> begin(start, time));
    ended.future().await();
    return (lastAnswerNanos - start) / 1e9;
  }

  private void begin(long start, Duration time) {
    job.begin(start, time);
    deadlineNanos = start + time.toNanos() + PATIENCE.toNanos();
    long unused = vertx.setPeriodic(TICK_MILLIS, this::tick);
    unused = vertx.setPeriodic(RECONNECT_MILLIS, timer -> reconnect(timer, System.nanoTime()));
  }

  private void tick(long timer) {
    long now = System.nanoTime();
    if (job.mayBegin(now)) {
      connections.forEach(connection -> connection.send(now));
      return;
    }
    if (!sendingEnded) {
      sendingEnded = true;
      connections.forEach(connection -> connection.countNotSent(job.endNanos));
    }
    boolean late = now - deadlineNanos > 0;
    if (late || connections.stream().allMatch(ProducerConnection::isIdle)) {
      vertx.cancelTimer(timer);
      lastAnswerNanos = now;
      connections.forEach(ProducerConnection::end);
      ended.tryComplete();
    }
  }

  private void reconnect(long timer, long now) {
    if (!job.mayBegin(now)) {
      vertx.cancelTimer(timer);
      return;
    }
    connections.stream()
        .filter(ProducerConnection::wantsConnection)
        .limit(CONNECT_AT_ONCE)
        .forEach(
            connection -> {
              var unused = connect(connection);
            });
  }

  PhaseTally tally() {
    return tally;
  }

  /** All requests by ascending id, in pages for a proof. */
  Iterator<List<SentRequest>> pages() {
    return new Pages();
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** Made page by page: all of them at once would take much memory. */
  private final class Pages implements Iterator<List<SentRequest>> {
    private int connection;
    private int from;

    Pages() {
      skipDone();
    }

    @Override
    public boolean hasNext() {
      return connection < connections.size();
    }

    @Override
    public List<SentRequest> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      List<SentRequest> page = new ArrayList<>();
      while (hasNext() && page.size() < RequestProof.PAGE) {
        ProducerConnection one = connections.get(connection);
        int to = Math.min(one.requests(), from + RequestProof.PAGE - page.size());
        page.addAll(one.sent(from, to));
        from = to;
        skipDone();
      }
      return page;
    }

    private void skipDone() {
      while (hasNext() && from == connections.get(connection).requests()) {
        connection++;
        from = 0;
      }
    }
  }
}
