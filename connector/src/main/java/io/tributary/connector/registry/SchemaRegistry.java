package io.tributary.connector.registry;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of one registry.
 *
 * <p>Each schema is asked for once, however many wait for it, and kept within the bounds of {@link
 * RegistrySettings}. Of a few schemas at a time; the others queue.
 *
 * <p>Failure semantics: a registry that does not answer, or answers anything but the schema or its
 * own word that there is none, is asked again, after a random part of a time that doubles up to
 * {@code REGISTRY_RETRY_MAX_DELAY}, for as long as anybody waits.
 *
 * <p>Thread: any. A future completes on the context of whoever asked for it; the requests run on
 * the context of whoever made this.
 */
public final class SchemaRegistry implements AutoCloseable {
  static final int MAX_WAITING = 10_000;
  private static final int MAX_FETCHES = 8;
  private static final long FIRST_DELAY_MILLIS = 100;

  private final Vertx vertx;
  private final Context context;
  private final RegistryAddress address;
  private final WebClientOptions options;
  private final RegistrySettings settings;
  private final RegistryEvents events;
  private final Object lock = new Object();
  // Below: guarded by the lock.
  private final SchemaCache cache;
  private final Map<Integer, Flight> flights = new HashMap<>();
  private final Queue<Flight> queue = new ArrayDeque<>();
  private int fetches;
  private int waiting;
  private boolean closed;
  private @Nullable String trouble;

  public SchemaRegistry(
      Vertx vertx, RegistryAddress address, RegistrySettings settings, RegistryEvents events) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.address = address;
    this.options = RegistryHttp.options(address, settings.timeout());
    this.settings = settings;
    this.events = events;
    this.cache =
        new SchemaCache(settings.maxSchemas(), settings.cacheBytes(), settings.notFoundTtl());
  }

  /** What is known of an id without asking; null when {@link #byId} has to be waited for. */
  public @Nullable Lookup cached(int id) {
    synchronized (lock) {
      return cache.get(id, System.nanoTime());
    }
  }

  /**
   * The registry's word on an id, however long it takes.
   *
   * @return fails only when this is closed, or 10,000 wait already
   */
  public Future<Lookup> byId(int id) {
    Promise<Lookup> promise = Promise.promise();
    Flight fresh = null;
    int flying;
    synchronized (lock) {
      Lookup known = cache.get(id, System.nanoTime());
      if (known != null) {
        return Future.succeededFuture(known);
      }
      if (closed || waiting == MAX_WAITING) {
        return Future.failedFuture(
            new IllegalStateException(
                closed ? "the registry's client is closed" : "too many wait"));
      }
      Flight flight = flights.get(id);
      if (flight == null) {
        flight = new Flight(id);
        fresh = flight;
        flights.put(id, flight);
      }
      flight.waits.add(new Wait(promise, vertx.getOrCreateContext()));
      waiting++;
      flying = flights.size();
    }
    if (fresh != null) {
      Flight started = fresh;
      context.runOnContext(
          now -> {
            events.waiting(flying);
            enqueue(started);
          });
    }
    return promise.future();
  }

  /** Whoever got this future from {@link #byId} waits no longer; it never completes then. */
  public void abandon(Future<Lookup> wait) {
    synchronized (lock) {
      boolean unused =
          flights
              .values()
              .removeIf(
                  flight -> {
                    if (flight.waits.removeIf(w -> w.promise().future() == wait)) {
                      waiting--;
                    }
                    return flight.waits.isEmpty();
                  });
    }
  }

  /**
   * Why the last request gave no answer, a sentence without its full stop; null when it gave one,
   * or nobody waits.
   */
  public @Nullable String trouble() {
    synchronized (lock) {
      return flights.isEmpty() ? null : trouble;
    }
  }

  /** The registry's URL without user and password. */
  public String url() {
    return address.toString();
  }

  private void enqueue(Flight flight) {
    synchronized (lock) {
      queue.add(flight);
    }
    fetchNext();
  }

  /** On the registry's own event loop, like all below. */
  private void fetchNext() {
    Flight flight;
    synchronized (lock) {
      do {
        flight = fetches < MAX_FETCHES ? queue.poll() : null;
      } while (flight != null && flights.get(flight.id) != flight);
      if (flight == null) {
        return;
      }
      fetches++;
    }
    Flight next = flight;
    RegistryHttp http = new RegistryHttp(vertx, address, options, settings.timeout());
    new SchemaFetch(http, events, settings.maxSchemaBytes())
        .run(next.id)
        .onComplete(
            result -> {
              http.close();
              if (result.succeeded()) {
                arrived(next, result.result());
              } else {
                failed(next, result.cause());
              }
              fetchNext();
            });
  }

  private void arrived(Flight flight, Lookup answer) {
    List<Wait> waits;
    int flying;
    synchronized (lock) {
      fetches--;
      trouble = null;
      cache.put(flight.id, answer, System.nanoTime());
      flights.remove(flight.id, flight);
      waits = new ArrayList<>(flight.waits);
      flight.waits.clear();
      waiting -= waits.size();
      flying = flights.size();
    }
    events.waiting(flying);
    waits.forEach(wait -> wait.complete(answer));
  }

  private void failed(Flight flight, Throwable failure) {
    String reason = "the schema registry %s: %s".formatted(address, failure.getMessage());
    long bound =
        Math.min(
            settings.retryMaxDelay().toMillis(), FIRST_DELAY_MILLIS << Math.min(flight.tries, 20));
    flight.tries++;
    synchronized (lock) {
      fetches--;
      trouble = reason;
      if (closed || flights.get(flight.id) != flight) {
        return;
      }
    }
    events.failed(reason);
    long delay = 1 + RandomGenerator.getDefault().nextLong(bound);
    long unused = vertx.setTimer(delay, now -> enqueue(flight));
  }

  /** Asks no more; whoever waits is told by a failure. */
  @Override
  public void close() {
    List<Wait> waits = new ArrayList<>();
    synchronized (lock) {
      closed = true;
      flights.values().forEach(flight -> waits.addAll(flight.waits));
      flights.clear();
      queue.clear();
      waiting = 0;
    }
    waits.forEach(Wait::fail);
  }

  /** A schema that is asked for. */
  private static final class Flight {
    private final int id;
    // Guarded by the lock.
    private final List<Wait> waits = new ArrayList<>();
    // Of the registry's event loop.
    private int tries;

    Flight(int id) {
      this.id = id;
    }
  }

  private record Wait(Promise<Lookup> promise, Context context) {

    void complete(Lookup answer) {
      context.runOnContext(now -> promise.tryComplete(answer));
    }

    void fail() {
      context.runOnContext(now -> promise.tryFail("the registry's client is closed"));
    }
  }
}
