package io.tributary.gatherer.feed;

import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.Layout;
import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;

/**
 * Rows that are sent to a table together, and what happens when they are judged.
 *
 * @param tenure the claim under which they are sent; once it is over, nobody waits for them
 * @param writer of that claim, for this table
 * @param rows what is sent
 * @param judge gets the verdict, which is never {@link Verdict.Deferred}
 */
record Part(Tenure tenure, Writer writer, Rows rows, Consumer<Verdict> judge) {

  /**
   * Rows.
   *
   * @param layout what they were made for
   * @param fingerprint of the layout
   * @param offsets of the first and the last
   * @param count 1 or more
   */
  record Rows(
      Layout layout,
      long fingerprint,
      RowsKind kind,
      OffsetRange offsets,
      int count,
      Buffer payload) {}

  boolean isOver() {
    return tenure.isOver();
  }
}
