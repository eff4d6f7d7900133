package io.tributary.load.baseline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Sends bodies to one path of a server, each as a request, over some connections that are kept,
 * each with one request at a time; one that is refused is counted and not sent again.
 *
 * <p>Thread: the caller's, which waits; everything else, with the making of bodies, on one event
 * loop.
 */
final class BodySender implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final HttpClient client;
  private final RequestOptions target;
  private final int connections;
  private final TreeMap<String, Long> refused = new TreeMap<>();
  private Iterator<Buffer> bodies = Collections.emptyIterator();
  private long accepted;

  /**
   * What became of some bodies.
   *
   * @param accepted how many were answered with 200
   * @param refused how many were not, by exception code, HTTP status or failure
   */
  record Tally(long accepted, TreeMap<String, Long> refused) {}

  /**
   * @param url of the server
   * @param path with the query
   * @param patience after which a request without an answer counts as refused
   */
  BodySender(URI url, String path, int connections, Duration patience) {
    this.connections = connections;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAlive(true).setTcpNoDelay(true),
            new PoolOptions().setHttp1MaxSize(connections));
    this.target =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(url.getHost())
            .setPort(url.getPort())
            .setURI(path)
            .setIdleTimeout(patience.toMillis());
  }

  /**
   * Sends all bodies and returns when they are answered.
   *
   * @param limit of the time that this takes
   * @throws IllegalStateException if it takes longer
   */
  Tally send(Iterator<Buffer> all, Duration limit) {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(
        turn -> {
          bodies = all;
          accepted = 0;
          refused.clear();
          Future.all(IntStream.range(0, connections).mapToObj(i -> lane()).toList())
              .<Void>mapEmpty()
              .onComplete(done);
        });
    try {
      done.future().await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "requests were not all answered within " + limit.toSeconds() + " s", e);
    }
    return new Tally(accepted, new TreeMap<>(refused));
  }

  /** One request after the other, until there are no more. */
  private Future<Void> lane() {
    if (!bodies.hasNext()) {
      return Future.succeededFuture();
    }
    Buffer body = bodies.next();
    return client
        .request(target)
        .compose(request -> request.send(body))
        .compose(this::answered)
        .otherwise(
            failure -> {
              refuse(failure.getClass().getSimpleName());
              return null;
            })
        .compose(answer -> lane());
  }

  private Future<Void> answered(HttpClientResponse response) {
    return response
        .body()
        .map(
            text -> {
              String code = response.getHeader("X-ClickHouse-Exception-Code");
              if (response.statusCode() == 200 && code == null) {
                accepted++;
              } else {
                refuse(code == null ? "HTTP " + response.statusCode() : "code " + code);
              }
              return null;
            });
  }

  private void refuse(String why) {
    refused.merge(why, 1L, Long::sum);
  }

  @Override
  public void close() {
    vertx.close().await();
  }
}
