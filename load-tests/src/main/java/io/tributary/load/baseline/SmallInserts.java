package io.tributary.load.baseline;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Sends bodies to one path of a ClickHouse, each as a request, over some connections that are kept;
 * one that is refused is counted and not sent again.
 *
 * <p>Thread: the caller's, which waits; everything else on one event loop.
 */
final class SmallInserts {
  private static final long ANSWER_SECONDS = 60;
  private static final long SECONDS = 600;

  private final HttpClient client;
  private final Vertx vertx;
  private final RequestOptions target;
  private final int connections;
  private final List<Buffer> bodies;
  private final TreeMap<String, Long> refused = new TreeMap<>();
  private int next;
  private int end;
  private long stored;

  /**
   * What became of some bodies.
   *
   * @param stored how many were answered with 200
   * @param refused how many were not, by exception code, HTTP status or failure
   */
  record Tally(long stored, TreeMap<String, Long> refused) {}

  /**
   * @param url of the server
   * @param path with the query
   */
  SmallInserts(Vertx vertx, URI url, String path, int connections, List<Buffer> bodies) {
    this.vertx = vertx;
    this.connections = connections;
    this.bodies = List.copyOf(bodies);
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
            .setIdleTimeout(TimeUnit.SECONDS.toMillis(ANSWER_SECONDS));
  }

  /** Sends the bodies from one index up to another and returns when all are answered. */
  Tally send(int from, int to) throws Exception {
    Promise<Void> done = Promise.promise();
    vertx.runOnContext(
        turn -> {
          next = from;
          end = to;
          stored = 0;
          refused.clear();
          Future.all(IntStream.range(0, connections).mapToObj(i -> lane()).toList())
              .<Void>mapEmpty()
              .onComplete(done);
        });
    done.future().toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    return new Tally(stored, new TreeMap<>(refused));
  }

  /** One request after the other, until there are no more. */
  private Future<Void> lane() {
    if (next >= end) {
      return Future.succeededFuture();
    }
    Buffer body = bodies.get(next++);
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
                stored++;
              } else {
                refuse(code == null ? "HTTP " + response.statusCode() : "code " + code);
              }
              return null;
            });
  }

  private void refuse(String why) {
    refused.merge(why, 1L, Long::sum);
  }
}
