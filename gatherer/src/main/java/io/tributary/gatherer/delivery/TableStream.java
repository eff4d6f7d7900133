package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.CreditAccount;
import io.tributary.gatherer.table.CreditPool;
import io.tributary.gatherer.table.CreditPool.Grant;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One session's rows for one table: what it may send, and the way of its batches to the table's
 * lane.
 *
 * <p>Belongs to the session's context, on which all methods are called but those of {@link
 * BatchOrigin}, and on which {@link Sender} is told everything.
 */
public final class TableStream implements BatchOrigin {

  /** The session behind a stream. */
  public interface Sender {

    /** May send {@code bytes} more. */
    void granted(long bytes);

    /** A verdict on batches of this stream. */
    void settled(List<Batch> batches, Verdict verdict);

    /** The table is no longer what was described. */
    void tableChanged();
  }

  private final Delivery delivery;
  private final TableLane lane;
  private final Context context;
  private final Sender sender;
  private final CreditPool pool;
  private @Nullable CreditAccount account;
  private long credit;

  /** Paid for, but not yet with the lane. */
  private long arriving;

  private boolean open = true;

  TableStream(Delivery delivery, TableLane lane, Context context, Sender sender) {
    this.delivery = delivery;
    this.lane = lane;
    this.pool = delivery.pool();
    this.sender = sender;
    this.context = context;
  }

  /** True when the pool has a promise for this stream. */
  boolean admit(String table, TableRole role) {
    account = pool.admit(table, role, this::grant).orElse(null);
    return account != null;
  }

  /** Lets the first credit go out. */
  public void start() {
    announce(pool.grants());
  }

  /** Bytes that may still be sent. */
  public long credit() {
    return credit;
  }

  /** Pays for a batch that is about to arrive; it costs at most {@link #credit}. */
  public void spend(int bytes) {
    assertOwned();
    credit -= bytes;
    arriving += bytes;
    announce(pool.spend(account(), bytes));
  }

  /** Hands over a batch that was paid for, with this stream as its origin. */
  public void accept(Batch batch) {
    assertOwned();
    arriving -= batch.credit();
    lane.accept(batch);
    pool.mostBuffered().ifPresent(delivery::wake);
  }

  /** Tells the lane what the table is like now. */
  public void describe(TableAnswer.Columns described) {
    lane.describe(described);
  }

  /** Has the table flushed as soon as may be: the session sends nothing until then. */
  public void urge() {
    lane.urge();
  }

  /** The session is over: nothing more is sent or told. */
  public void close() {
    assertOwned();
    if (!open) {
      return;
    }
    open = false;
    if (arriving > 0) {
      pool.flushing(account().table(), arriving);
      pool.settle(account(), arriving);
    }
    pool.close(account());
    announce(pool.grants());
  }

  @Override
  public void settled(List<Batch> batches, Verdict verdict) {
    pool.settle(account(), batches.stream().mapToLong(Batch::credit).sum());
    onSession(() -> sender.settled(batches, verdict));
  }

  @Override
  public void tableChanged() {
    onSession(sender::tableChanged);
  }

  private void grant(long bytes) {
    onSession(
        () -> {
          credit += bytes;
          sender.granted(bytes);
        });
  }

  private void onSession(Runnable news) {
    if (((ContextInternal) context).inThread()) {
      ifOpen(news);
    } else {
      context.runOnContext(hop -> ifOpen(news));
    }
  }

  private void ifOpen(Runnable news) {
    if (open) {
      news.run();
    }
  }

  private CreditAccount account() {
    CreditAccount admitted = account;
    if (admitted == null) {
      throw new IllegalStateException("not admitted");
    }
    return admitted;
  }

  private static void announce(List<Grant> grants) {
    grants.forEach(Grant::announce);
  }

  private void assertOwned() {
    assert ((ContextInternal) context).inThread() : "a table stream is on a foreign thread";
  }
}
