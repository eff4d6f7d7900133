package io.tributary.connector.uplink;

import io.tributary.protocol.frame.Frame;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reports of what is settled, on their way to the gatherer. One that has arrived is forgotten: a
 * Pong that answers a Ping says so of all that was sent before that Ping. Those of a session that
 * broke are sent again in the next one.
 *
 * <p>Failure semantics: bounded by {@link #MAX_REPORTS}; the oldest is lost first. What is not
 * reported cannot be found missing, nothing else depends on it.
 *
 * <p>Pure; belongs to the uplink's event loop.
 */
final class DeliveryReports {
  /** Many minutes of a pipeline that holds dozens of partitions. */
  static final int MAX_REPORTS = 4_096;

  private final Deque<Frame.Delivered> waiting = new ArrayDeque<>();
  private final Deque<Sent> sent = new ArrayDeque<>();

  private record Sent(Frame.Delivered report, long atNanos) {}

  /** One more to send. */
  void add(Frame.Delivered report) {
    waiting.addLast(report);
    if (waiting.size() + sent.size() > MAX_REPORTS) {
      Deque<?> oldest = sent.isEmpty() ? waiting : sent;
      oldest.removeFirst();
    }
  }

  /** Those about a table that can be sent now; they count as sent. */
  List<Frame.Delivered> send(int table, long nowNanos) {
    List<Frame.Delivered> due = new ArrayList<>();
    waiting.removeIf(report -> report.table() == table && due.add(report));
    due.forEach(report -> sent.addLast(new Sent(report, nowNanos)));
    return due;
  }

  /** The gatherer has read everything that was sent before this moment. */
  void arrived(long pingNanos) {
    while (!sent.isEmpty() && sent.peekFirst().atNanos() - pingNanos < 0) {
      sent.removeFirst();
    }
  }

  /** What may not have arrived waits again. */
  void sessionLost() {
    while (!sent.isEmpty()) {
      waiting.addFirst(sent.removeLast().report());
    }
  }
}
