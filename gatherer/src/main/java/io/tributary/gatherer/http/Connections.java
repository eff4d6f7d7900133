package io.tributary.gatherer.http;

import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one event loop, each of which has a request or waits for one. What waits for
 * too long is closed: a head of a request counts when it is whole, however its bytes drip in.
 *
 * <p>One event loop. Memory: a few hundred bytes for each connection.
 */
final class Connections {
  private final HttpSettings.Patience patience;
  private final EventsCounts counts;
  private final IdentityHashMap<HttpConnection, Entry> entries = new IdentityHashMap<>();

  Connections(HttpSettings.Patience patience, EventsCounts counts) {
    this.patience = patience;
    this.counts = counts;
  }

  /** One connection. */
  final class Entry {
    private final HttpConnection connection;
    private long idleSinceNanos = System.nanoTime();
    private @Nullable Exchange exchange;

    private Entry(HttpConnection connection) {
      this.connection = connection;
    }

    void begin(Exchange begun) {
      exchange = begun;
    }

    /** Its request is over, or was one without an exchange. */
    void idle() {
      exchange = null;
      idleSinceNanos = System.nanoTime();
    }

    private void look(long nowNanos) {
      if (exchange != null) {
        exchange.look(nowNanos);
      } else if (nowNanos - idleSinceNanos > patience.idle().toNanos()) {
        counts.closedIdle();
        var unused = connection.close();
      }
    }

    private void closed() {
      if (exchange != null) {
        exchange.cut();
      }
    }
  }

  /** Takes a new connection, or closes it. */
  void opened(HttpConnection connection) {
    if (!counts.opened(patience.connections())) {
      var unused = connection.close();
      return;
    }
    Entry entry = new Entry(connection);
    entries.put(connection, entry);
    connection.exceptionHandler(
        failure -> {
          // Whoever is in the middle of a request hears of the end itself.
        });
    connection.closeHandler(
        closed -> {
          entries.remove(connection);
          counts.closed();
          entry.closed();
        });
  }

  /** Null for a connection that is being closed because there were too many. */
  @Nullable Entry of(HttpConnection connection) {
    return entries.get(connection);
  }

  /** To be called now and then. */
  void look() {
    long now = System.nanoTime();
    // A copy, as what is closed may leave at once.
    List.copyOf(entries.values()).forEach(entry -> entry.look(now));
  }
}
