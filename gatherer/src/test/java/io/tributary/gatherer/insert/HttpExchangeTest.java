package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.netty.buffer.ByteBuf;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.PayloadMemory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever becomes of a request, its body's memory is given back once nobody reads it. */
final class HttpExchangeTest {
  private static final int BODY_BYTES = 48 << 20;
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(20);
  private static final String ANSWER = "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n";

  private final PayloadMemory memory = new PayloadMemory();
  private final AtomicInteger unused = new AtomicInteger();
  private Vertx vertx;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  @Test
  void afterAnAnswer() throws Exception {
    AtomicInteger received = new AtomicInteger();
    HttpResult result =
        post(
            socket ->
                socket.handler(
                    chunk -> {
                      if (received.addAndGet(chunk.length()) > BODY_BYTES) {
                        socket.write(ANSWER.formatted("200 OK"));
                      }
                    }),
            LATE);
    assertEquals(200, assertInstanceOf(HttpResult.Answer.class, result).status());
    awaitMemory();
  }

  @Test
  void whenTheConnectionBreaksInTheMiddle() throws Exception {
    HttpResult result = post(socket -> socket.handler(chunk -> socket.close()), LATE);
    assertInstanceOf(HttpResult.NoAnswer.class, result);
    awaitMemory();
  }

  @Test
  void whenTheServerStopsReading() throws Exception {
    HttpResult result = post(NetSocket::pause, SOON);
    assertInstanceOf(HttpResult.NoAnswer.class, result);
    awaitMemory();
  }

  @Test
  void whenTheServerRefusesBeforeItHasReadAll() throws Exception {
    HttpResult result =
        post(
            socket ->
                socket.handler(
                    chunk -> {
                      socket.pause();
                      socket.write(ANSWER.formatted("413 Too Large"));
                    }),
            LATE);
    assertEquals(413, assertInstanceOf(HttpResult.Answer.class, result).status());
    awaitMemory();
  }

  @Test
  void whenNobodyListens() throws Exception {
    assertInstanceOf(HttpResult.NoAnswer.class, post(1, LATE, () -> false));
    awaitMemory();
  }

  @Test
  void whenItIsTooLateToSend() throws Exception {
    NetServer server = listen(socket -> {});
    assertInstanceOf(HttpResult.NoAnswer.class, post(server.actualPort(), LATE, () -> true));
    awaitMemory();
  }

  private HttpResult post(Handler<NetSocket> server, Duration timeout) throws Exception {
    return post(listen(server).actualPort(), timeout, () -> false);
  }

  private NetServer listen(Handler<NetSocket> server) throws Exception {
    return get(vertx.createNetServer().connectHandler(server).listen(0, "127.0.0.1"));
  }

  /** The connection has another event loop than the request, as it may have in a gatherer. */
  private HttpResult post(int port, Duration timeout, BooleanSupplier tooLate) throws Exception {
    HttpClient client = vertx.createHttpClient();
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setHost("127.0.0.1").setPort(port);
    ByteBuf bytes = memory.take(BODY_BYTES);
    Payload payload = Payload.pooled(bytes.writeZero(BODY_BYTES));
    List<Buffer> buffers = RequestBody.of(List.of(payload));
    Runnable over =
        () -> {
          unused.incrementAndGet();
          payload.release();
        };
    CountDownLatch done = new CountDownLatch(1);
    HttpResult[] result = new HttpResult[1];
    Context context = vertx.getOrCreateContext();
    context.runOnContext(
        hop ->
            HttpExchange.run(
                    vertx, client, options, new HttpExchange.Body(buffers, tooLate, over), timeout)
                .onComplete(
                    ended -> {
                      result[0] = ended.result();
                      done.countDown();
                    }));
    done.await(30, TimeUnit.SECONDS);
    return result[0];
  }

  private void awaitMemory() throws InterruptedException {
    for (int i = 0; i < 500 && memory.usedBytes() > 0; i++) {
      Thread.sleep(10);
    }
    assertEquals(0, memory.usedBytes());
    assertEquals(1, unused.get());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
