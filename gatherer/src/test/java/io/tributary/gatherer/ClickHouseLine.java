package io.tributary.gatherer;

import static io.tributary.gatherer.RunningGatherer.get;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between a gatherer and the ClickHouse that all tests share, which may be cut. */
final class ClickHouseLine implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final URI server = URI.create(RunningGatherer.clickHouse().url());
  private final NetClient client = vertx.createNetClient();
  private final Set<NetSocket> sockets = ConcurrentHashMap.newKeySet();
  private final NetServer proxy;
  private volatile boolean cut;

  ClickHouseLine() {
    proxy = get(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
  }

  private void connected(NetSocket near) {
    if (cut) {
      near.close();
      return;
    }
    near.pause();
    client
        .connect(server.getPort(), server.getHost())
        .onSuccess(
            far -> {
              join(near, far);
              join(far, near);
              if (cut) {
                cut();
              }
              near.resume();
            })
        .onFailure(failure -> near.close());
  }

  private void join(NetSocket from, NetSocket to) {
    sockets.add(from);
    from.handler(to::write);
    from.closeHandler(
        closed -> {
          sockets.remove(from);
          to.close();
        });
  }

  /** Nothing gets through any more. */
  void cut() {
    cut = true;
    sockets.forEach(NetSocket::close);
  }

  void mend() {
    cut = false;
  }

  /** Where a gatherer finds ClickHouse. */
  String url() {
    return "http://127.0.0.1:" + proxy.actualPort();
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
