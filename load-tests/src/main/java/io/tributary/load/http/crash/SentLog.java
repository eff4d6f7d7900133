package io.tributary.load.http.crash;

import io.tributary.load.http.proof.RequestProof;
import io.tributary.load.http.proof.SentRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all producers have sent and been told. Thread: any.
 *
 * <p>A request is in it before its first byte is sent, as not acknowledged.
 */
final class SentLog {
  private static final int MOST_PROBLEMS = 100;

  private final ConcurrentSkipListMap<Long, SentRequest> requests = new ConcurrentSkipListMap<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder stored = new LongAdder();
  private final LongAdder keyed = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final LongAdder replayed = new LongAdder();
  private final LongAdder later = new LongAdder();
  private final LongAdder lookedUp = new LongAdder();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  void sending(DrawnRequest drawn) {
    requests.put(drawn.sent().id(), drawn.sent());
    if (drawn.keyed()) {
      keyed.increment();
    }
  }

  void repeating() {
    repeats.increment();
  }

  void acknowledged(DrawnRequest drawn, boolean isReplayed) {
    SentRequest sent = drawn.sent();
    requests.put(sent.id(), new SentRequest(sent.id(), sent.good(), sent.bad(), true));
    (drawn.waits() ? stored : accepted).increment();
    if (isReplayed) {
      replayed.increment();
    }
  }

  void later() {
    later.increment();
  }

  void lookedUp() {
    lookedUp.increment();
  }

  /** Something that must not be. The first ones are enough to see it. */
  void problem(String text) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(text);
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** Rows of acknowledged requests, bad ones among them. */
  long acknowledgedRows() {
    return requests.values().stream()
        .filter(SentRequest::acknowledged)
        .mapToLong(SentRequest::rows)
        .sum();
  }

  /** Requests that were acknowledged so far. */
  long acknowledged() {
    return accepted.sum() + stored.sum();
  }

  int size() {
    return requests.size();
  }

  CrashCounts counts() {
    return new CrashCounts(
        accepted.sum(),
        stored.sum(),
        keyed.sum(),
        repeats.sum(),
        replayed.sum(),
        later.sum(),
        lookedUp.sum());
  }

  /** All requests by ascending id, for a proof. */
  Iterator<List<SentRequest>> pages() {
    List<List<SentRequest>> pages = new ArrayList<>();
    List<SentRequest> all = new ArrayList<>(requests.values());
    for (int from = 0; from < all.size(); from += RequestProof.PAGE) {
      pages.add(all.subList(from, Math.min(all.size(), from + RequestProof.PAGE)));
    }
    return pages.iterator();
  }
}
