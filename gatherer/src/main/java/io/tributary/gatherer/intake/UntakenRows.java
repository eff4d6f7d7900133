package io.tributary.gatherer.intake;

import io.tributary.gatherer.http.RowIntake;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** Rows that are read and not kept, because what is answered does not depend on them. */
final class UntakenRows implements RowIntake.Rows {
  private final Supplier<Future<RowIntake.Outcome>> outcome;

  UntakenRows(Supplier<Future<RowIntake.Outcome>> outcome) {
    this.outcome = outcome;
  }

  @Override
  public void value(byte[] bytes, int offset, int length, long line) {}

  @Override
  public void oversized(byte[] head, int offset, int length, long line) {}

  @Override
  public boolean isFull() {
    return false;
  }

  @Override
  public Future<Void> drained() {
    return Future.succeededFuture();
  }

  @Override
  public Future<RowIntake.Outcome> end() {
    return outcome.get();
  }

  @Override
  public void abort() {}
}
