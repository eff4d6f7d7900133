package io.tributary.gatherer.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Takes rows and does with them what a test says. */
final class TestIntake implements RowIntake {
  final Set<String> datasources = Set.of("events", "clicks");
  final List<Seen> requests = new CopyOnWriteArrayList<>();

  /** What becomes of a request; by default its rows are accepted. */
  volatile Function<Seen, Future<Outcome>> outcome =
      seen -> Future.succeededFuture(new Accepted(seen.count.get(), 0, List.of()));

  /** While true, rows say that they are full. */
  volatile boolean full;

  /** Completed by the test when there is room again. */
  volatile Promise<Void> room = Promise.promise();

  /** Thrown at the next value. */
  volatile boolean broken;

  @Override
  public Optional<Rows> begin(Request request) {
    if (!datasources.contains(request.datasource())) {
      return Optional.empty();
    }
    Seen seen = new Seen(request);
    requests.add(seen);
    return Optional.of(seen);
  }

  /** The only request so far. */
  Seen only() {
    if (requests.size() != 1) {
      throw new AssertionError(requests.size() + " requests");
    }
    return requests.getFirst();
  }

  /** One request. */
  final class Seen implements Rows {
    final Request request;
    final List<String> values = new CopyOnWriteArrayList<>();
    final AtomicLong count = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    volatile int ends;
    volatile int aborts;

    Seen(Request request) {
      this.request = request;
    }

    @Override
    public void value(byte[] array, int offset, int length, long line) {
      if (broken) {
        throw new IllegalStateException("a defect");
      }
      count.incrementAndGet();
      bytes.addAndGet(length);
      if (count.get() <= 1_000) {
        values.add(line + ":" + new String(array, offset, length, StandardCharsets.UTF_8));
      }
    }

    @Override
    public void oversized(byte[] head, int offset, int length, long line) {
      values.add(line + ":oversized");
    }

    @Override
    public boolean isFull() {
      return full;
    }

    @Override
    public Future<Void> drained() {
      return room.future();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop
    public Future<Outcome> end() {
      ends++;
      return outcome.apply(this);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one event loop
    public void abort() {
      aborts++;
    }
  }
}
