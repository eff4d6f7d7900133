package io.tributary.load.fault;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.load.fault.InsertFault.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * ClickHouse's HTTP interface with a fault in front of its INSERTs: POST requests whose parameter
 * {@code query} begins with INSERT. Everything else passes, and so does what ClickHouse itself
 * refuses.
 *
 * <p>One fault is set at a time; setting the next one replaces what is left of it. Bodies are
 * streamed, and held only by {@link #holdBefore} and {@link #cutBody}. When ClickHouse cannot be
 * connected to, the answer is 502; when it goes away in the middle, the connection is closed
 * without one.
 *
 * <p>Thread: any; no call waits for a request.
 */
public final class ClickHouseProxy implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final ClickHouseRequest.Target target;
  private final AtomicReference<InsertFault> fault = new AtomicReference<>(InsertFault.none());
  private final AtomicReference<CountDownLatch> healed =
      new AtomicReference<>(new CountDownLatch(1));
  private final AtomicReference<CountDownLatch> delivery =
      new AtomicReference<>(new CountDownLatch(1));
  private final AtomicInteger held = new AtomicInteger();
  private final List<String> lateAnswers = new CopyOnWriteArrayList<>();
  private final Consumer<InsertEvent> witness;

  private ClickHouseProxy(HttpServer server, String url, Consumer<InsertEvent> witness) {
    this.server = server;
    this.witness = witness;
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    this.target = ClickHouseRequest.Target.at(url, threads);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
  }

  /**
   * A proxy on a free port of 127.0.0.1.
   *
   * @param url of ClickHouse, {@code http://host:port}
   */
  public static ClickHouseProxy to(String url) {
    return to(url, event -> {});
  }

  /**
   * The same with a witness of all INSERTs, who is told of ClickHouse's answer before the gatherer
   * is.
   *
   * @param witness called by the threads of requests
   */
  public static ClickHouseProxy to(String url, Consumer<InsertEvent> witness) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 64);
      ClickHouseProxy proxy = new ClickHouseProxy(server, url, witness);
      server.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  /** What to give a gatherer as {@code CLICKHOUSE_URL}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /**
   * Answers the next INSERTs with an error; ClickHouse never sees them.
   *
   * @param status of the HTTP answer
   * @param code of ClickHouse's error; 0 for an answer that is not ClickHouse's, whose body is the
   *     message alone
   * @param times how many INSERTs
   */
  public void answerBefore(int status, int code, String message, int times) {
    fault.set(new InsertFault(Moment.BEFORE, new InsertFault.Answer(status, code, message), times));
  }

  /** Answers the next INSERTs with an error after ClickHouse has stored them. */
  public void answerAfter(int status, int code, String message, int times) {
    fault.set(new InsertFault(Moment.AFTER, new InsertFault.Answer(status, code, message), times));
  }

  /** Lets ClickHouse store the next INSERTs and says nothing until {@link #heal}, then closes. */
  public void hangAfter(int times) {
    fault.set(new InsertFault(Moment.NEVER, InsertFault.Answer.NONE, times));
  }

  /**
   * Takes the next INSERTs with all of their bodies and keeps them from ClickHouse until {@link
   * #deliver}, whatever becomes of their clients in the meantime.
   */
  public void holdBefore(int times) {
    fault.set(new InsertFault(Moment.LATE, InsertFault.Answer.NONE, times));
  }

  /** How many INSERTs are held now. */
  public int held() {
    return held.get();
  }

  /** Gives ClickHouse what is held. */
  public void deliver() {
    delivery.getAndSet(new CountDownLatch(1)).countDown();
  }

  /** What ClickHouse has answered to INSERTs that were held: a status and a text each. */
  public List<String> lateAnswers() {
    return List.copyOf(lateAnswers);
  }

  /** Gives ClickHouse half of the next INSERTs' bodies, and closes both connections. */
  public void cutBody(int times) {
    fault.set(new InsertFault(Moment.HALFWAY, InsertFault.Answer.NONE, times));
  }

  /** How often the present fault has not happened yet. */
  public int faultsLeft() {
    return fault.get().left();
  }

  /** Passes everything again, and closes the connections that hang. */
  public void heal() {
    fault.set(InsertFault.none());
    healed.getAndSet(new CountDownLatch(1)).countDown();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    heal();
    server.stop(0);
    target.close();
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ClickHouseRequest request = new ClickHouseRequest(exchange, target);
      if (!request.isInsert()) {
        pass(request);
        return;
      }
      tell(InsertEvent.Step.BEGUN, request, 0, "");
      InsertFault now = fault.get();
      if (now.take()) {
        disturb(request, now);
      } else {
        pass(request);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void disturb(ClickHouseRequest request, InsertFault now)
      throws IOException, InterruptedException {
    switch (now.moment()) {
      case BEFORE -> {
        request.body().transferTo(OutputStream.nullOutputStream());
        answer(request.exchange(), now.answer());
      }
      case LATE -> late(request);
      case HALFWAY -> request.sendHalf(request.body().readAllBytes());
      case AFTER, NEVER -> after(request, now);
    }
  }

  private void tell(InsertEvent.Step step, ClickHouseRequest request, int status, String text) {
    witness.accept(
        new InsertEvent(
            step,
            request.parameter("insert_deduplication_token"),
            request.parameter("log_comment"),
            status,
            text));
  }

  private HttpResponse<InputStream> send(ClickHouseRequest request)
      throws IOException, InterruptedException {
    try {
      return answered(request, request.send());
    } catch (IOException e) {
      tellOfFailure(request, e);
      throw e;
    }
  }

  private HttpResponse<InputStream> answered(
      ClickHouseRequest request, HttpResponse<InputStream> response) {
    if (request.isInsert()) {
      tell(InsertEvent.Step.ANSWERED, request, response.statusCode(), "");
    }
    return response;
  }

  private void tellOfFailure(ClickHouseRequest request, IOException e) {
    if (request.isInsert()) {
      tell(InsertEvent.Step.FAILED, request, 0, String.valueOf(e.getMessage()));
    }
  }

  private void pass(ClickHouseRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = send(request);
    } catch (ConnectException e) {
      answer(request.exchange(), InsertFault.Answer.BAD_GATEWAY);
      return;
    }
    request.answer(response);
  }

  private void late(ClickHouseRequest request) throws IOException, InterruptedException {
    CountDownLatch untilDelivered = delivery.get();
    byte[] body = request.body().readAllBytes();
    held.incrementAndGet();
    try {
      untilDelivered.await();
    } finally {
      held.decrementAndGet();
    }
    HttpResponse<InputStream> response = answered(request, request.send(body));
    byte[] text = response.body().readAllBytes();
    lateAnswers.add(response.statusCode() + " " + new String(text, StandardCharsets.UTF_8).strip());
    request.answer(response, text);
  }

  private void after(ClickHouseRequest request, InsertFault now)
      throws IOException, InterruptedException {
    CountDownLatch untilHealed = healed.get();
    HttpResponse<InputStream> response;
    try {
      response = send(request);
    } catch (IOException e) {
      now.giveBack();
      throw e;
    }
    if (response.statusCode() != 200) {
      now.giveBack();
      request.answer(response);
      return;
    }
    try (InputStream stored = response.body()) {
      stored.transferTo(OutputStream.nullOutputStream());
    }
    switch (now.moment()) {
      case NEVER -> untilHealed.await();
      case BEFORE, LATE, HALFWAY, AFTER -> answer(request.exchange(), now.answer());
    }
  }

  private static void answer(HttpExchange exchange, InsertFault.Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (answer.code() != 0) {
      exchange
          .getResponseHeaders()
          .set("X-ClickHouse-Exception-Code", Integer.toString(answer.code()));
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }
}
