package io.tributary.gatherer.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the Events API has seen since it started. Any thread. */
public final class EventsCounts {
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final LongAdder cut = new LongAdder();
  private final LongAdder refusedConnections = new LongAdder();
  private final LongAdder idleConnections = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final AtomicInteger open = new AtomicInteger();

  EventsCounts() {}

  /** Answers by status. */
  public Map<Integer, Long> answers() {
    Map<Integer, Long> counted = new TreeMap<>();
    answers.forEach((status, count) -> counted.put(status, count.sum()));
    return counted;
  }

  /** Requests whose connection ended before their body; nobody was there to be answered. */
  public long cutRequests() {
    return cut.sum();
  }

  /** Connections closed because there were too many. */
  public long refusedConnections() {
    return refusedConnections.sum();
  }

  /** Connections closed because no request came over them for too long. */
  public long idleConnections() {
    return idleConnections.sum();
  }

  /** Bytes of bodies as they were sent. */
  public long receivedBytes() {
    return bytes.sum();
  }

  /** Connections now. */
  public int openConnections() {
    return open.get();
  }

  void answered(int status) {
    answers.computeIfAbsent(status, first -> new LongAdder()).increment();
  }

  void cut() {
    cut.increment();
  }

  void received(int count) {
    bytes.add(count);
  }

  void closedIdle() {
    idleConnections.increment();
  }

  /** Returns whether there may be one more. */
  boolean opened(int most) {
    if (open.incrementAndGet() <= most) {
      return true;
    }
    open.decrementAndGet();
    refusedConnections.increment();
    return false;
  }

  void closed() {
    open.decrementAndGet();
  }
}
