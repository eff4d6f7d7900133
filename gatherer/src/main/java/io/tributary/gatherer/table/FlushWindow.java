package io.tributary.gatherer.table;

/**
 * How long a batch of one table waits for others: FLUSH_INTERVAL while ClickHouse keeps up with
 * merging the table's parts, more as its parts pile up, so that inserts get fewer and larger before
 * ClickHouse has to slow or refuse them.
 *
 * <p>Pressure is the number of active parts in the fullest partition over the smaller of {@code
 * parts_to_delay_insert} and {@code parts_to_throw_insert}, or of all parts over {@code
 * max_parts_in_total} if that is more. Parts are counted now and then; in between, each insert that
 * was stored counts as one more, since a block leaves at most one part in a partition. So the
 * pressure on a partition is not underestimated, unless others write into the table, too.
 *
 * <pre>
 *   window  max ┤              ╭──────   at once, up this curve: base × (max / base)^((p − ½) / ½)
 *               │            ╭─╯         in between: halves every max × 5, down to base
 *          base ┼────────────╯           below 30 %: halves every max / 2, down to base
 *               0    30 %   50 %   100 %  pressure p
 * </pre>
 *
 * <p>The curve settles where inserts are as frequent as merges can take; the gap between 30 % and
 * 50 % and the slow ways back keep it from flapping. When ClickHouse would refuse one more insert,
 * the window <em>holds</em>: even a full buffer waits, though never longer than the maximum. Where
 * ClickHouse goes on to store inserts all the same (it waives its limits for very large parts), the
 * window stops holding until ClickHouse does refuse one.
 *
 * <p>Any thread; guards itself.
 */
public final class FlushWindow {

  private static final double WIDEN_FROM = 0.5;
  private static final double SHRINK_BELOW = 0.3;

  /** Inserts that are stored against a count before the count is no longer believed. */
  private static final int CONTRADICTIONS = 2;

  private final double baseNanos;
  private final double maxNanos;
  private PartsReading reading = PartsReading.UNKNOWN;
  private long inserts;
  private long insertsBeforeReading;

  /** The window at {@link #sinceNanos}, from where it shrinks if it is relaxed. */
  private double windowNanos;

  private long sinceNanos;

  /** In which the window halves while it is above the interval. */
  private double halvingNanos;

  private int contradictions;

  public FlushWindow(FlushLimits limits) {
    this.baseNanos = limits.interval().toNanos();
    this.maxNanos = limits.maxInterval().toNanos();
    this.windowNanos = baseNanos;
    this.halvingNanos = maxNanos / 2;
  }

  /** An insert was stored, and may have left a part. */
  public synchronized void inserted(long nowNanos) {
    inserts++;
    adapt(nowNanos);
  }

  /** Inserts so far: to be asked before parts are counted. */
  public synchronized long inserts() {
    return inserts;
  }

  /**
   * The table's parts were counted.
   *
   * @param insertsBefore {@link #inserts} when the count began
   */
  public synchronized void counted(PartsReading now, long insertsBefore, long nowNanos) {
    if (!now.refusesMore(0)) {
      contradictions = 0;
    } else if (reading.refusesMore(0) && insertsBefore > insertsBeforeReading) {
      contradictions++;
    }
    reading = now;
    insertsBeforeReading = insertsBefore;
    adapt(nowNanos);
  }

  /** ClickHouse has refused an insert for too many parts, whatever was counted. */
  public synchronized void tooManyParts(long nowNanos) {
    adapt(nowNanos);
    windowNanos = maxNanos;
    contradictions = 0;
  }

  /** The longest that a batch is to wait, as of now. */
  public synchronized long nanos(long nowNanos) {
    return (long) current(nowNanos);
  }

  /** How wide it is: 0 at the interval, 1 at twice the interval and above. */
  public synchronized double wideness(long nowNanos) {
    return Math.clamp(current(nowNanos) / baseNanos - 1, 0, 1);
  }

  /** True when batches wait longer than without pressure. */
  public synchronized boolean isWide(long nowNanos) {
    return current(nowNanos) > baseNanos;
  }

  /** True when ClickHouse would refuse one more insert. */
  public synchronized boolean holds() {
    return contradictions < CONTRADICTIONS && reading.refusesMore(inserts - insertsBeforeReading);
  }

  /** Active parts of the fullest partition, those of inserts since the count included. */
  public synchronized long parts() {
    return reading.fullest() + inserts - insertsBeforeReading;
  }

  private void adapt(long nowNanos) {
    double pressure = reading.pressure(inserts - insertsBeforeReading);
    windowNanos = Math.max(current(nowNanos), wanted(pressure));
    sinceNanos = nowNanos;
    if (pressure < SHRINK_BELOW) {
      halvingNanos = maxNanos / 2;
    } else {
      halvingNanos = pressure < WIDEN_FROM ? maxNanos * 5 : Double.POSITIVE_INFINITY;
    }
  }

  private double wanted(double pressure) {
    double way = Math.clamp((pressure - WIDEN_FROM) / (1 - WIDEN_FROM), 0, 1);
    return baseNanos * Math.pow(maxNanos / baseNanos, way);
  }

  private double current(long nowNanos) {
    if (windowNanos <= baseNanos) {
      return windowNanos;
    }
    double halvings = (nowNanos - sinceNanos) / halvingNanos;
    return Math.max(baseNanos, windowNanos * Math.pow(0.5, halvings));
  }
}
