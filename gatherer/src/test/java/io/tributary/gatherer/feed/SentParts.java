package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.function.Function;

/** Keeps parts that were sent until a test judges them. */
final class SentParts implements PartSink {
  final Deque<Part> parts = new ArrayDeque<>();

  @Override
  public void send(Part part) {
    parts.addLast(part);
  }

  /** Judges what was sent, and what is sent because of that, in its order. */
  void judgeAll(Function<Part.Rows, Verdict> judge) {
    for (Part next = parts.pollFirst(); next != null; next = parts.pollFirst()) {
      next.judge().accept(judge.apply(next.rows()));
    }
  }

  /** A claim that holds, of a table that has nothing. */
  static Tenure tenure() {
    return new Tenure(OffsetSet.EMPTY, 0, Long.MAX_VALUE, writer(1), writer(2));
  }

  private static Writer writer(long table) {
    return new Writer(HttpTable.SOURCE, 1, Guarantee.EXACTLY_ONCE, new UUID(0, table));
  }
}
