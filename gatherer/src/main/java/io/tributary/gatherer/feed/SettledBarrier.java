package io.tributary.gatherer.feed;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells when everything is settled that was there at a moment, without keeping anything for each
 * entry. Of entries that come later with a lower number, the end is awaited as well.
 *
 * <p>Belongs to the loop of its table.
 */
final class SettledBarrier {
  private final IntSupplier unsettled;
  private @Nullable Promise<Void> current;
  private @Nullable Promise<Void> next;
  private long newest = -1;
  private long until;
  private int open;

  /**
   * @param unsettled how many entries there are now
   */
  SettledBarrier(IntSupplier unsettled) {
    this.unsettled = unsettled;
  }

  /** An entry has come. */
  void taken(long number) {
    newest = Math.max(newest, number);
    if (current != null && number <= until) {
      open++;
    }
  }

  /** An entry is settled, and is not counted any more; one of an earlier process has no number. */
  void settled(long number) {
    if (current != null && number <= until) {
      open--;
      fire();
    }
  }

  /** Completes when all that is there now is settled. */
  Future<Void> await() {
    if (current != null) {
      Promise<Void> following = next == null ? Promise.promise() : next;
      next = following;
      return following.future();
    }
    Promise<Void> begun = Promise.promise();
    begin(begun);
    return begun.future();
  }

  private void begin(Promise<Void> begun) {
    current = begun;
    until = newest;
    open = unsettled.getAsInt();
    fire();
  }

  private void fire() {
    Promise<Void> reached = current;
    if (open > 0 || reached == null) {
      return;
    }
    Promise<Void> following = next;
    current = null;
    next = null;
    reached.complete();
    if (following != null) {
      begin(following);
    }
  }
}
