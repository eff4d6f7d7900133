package io.tributary.gatherer.feed;

import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.OffsetSet;

/**
 * A claim that holds: what the table had when it began, and who writes since.
 *
 * <p>Belongs to the loop of its table; the writers may be read by any thread.
 */
final class Tenure {
  private final OffsetSet held;
  private final long from;
  private final long until;
  private final Writer rows;
  private final Writer quarantine;
  private boolean over;

  /**
   * @param held offsets that the table or its quarantine has already
   * @param from before it nothing may be sent
   * @param until at and behind it nothing may be sent
   */
  Tenure(OffsetSet held, long from, long until, Writer rows, Writer quarantine) {
    this.held = held;
    this.from = from;
    this.until = until;
    this.rows = rows;
    this.quarantine = quarantine;
  }

  OffsetSet held() {
    return held;
  }

  /** True when nothing is known of some of these offsets. */
  boolean lacks(long first, long behind) {
    return first < from || behind > until;
  }

  Writer rows() {
    return rows;
  }

  Writer quarantine() {
    return quarantine;
  }

  /** Inserts with its rows may begin until then, by ClickHouse's clock. */
  void renew(long untilMillis) {
    rows.renew(untilMillis);
    quarantine.renew(untilMillis);
  }

  void end() {
    over = true;
  }

  boolean isOver() {
    return over;
  }
}
