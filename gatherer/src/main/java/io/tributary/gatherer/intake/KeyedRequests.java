package io.tributary.gatherer.intake;

import io.tributary.gatherer.http.IdempotencyKey;
import io.tributary.gatherer.http.RowIntake;
import io.tributary.gatherer.spool.KeyHash;
import io.tributary.gatherer.spool.Spool;
import io.tributary.protocol.digest.Sha256;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests with a key: of all that have the same one, the first is taken, and the others get its
 * answer. As many as there are requests under way.
 *
 * <p>Any thread.
 */
final class KeyedRequests {
  private static final int HASH_BYTES = 16;
  private static final RowIntake.Busy NOT_TAKEN =
      new RowIntake.Busy(
          Duration.ofSeconds(1),
          "an earlier request with this Idempotency-Key was not taken: send the rows again");

  private final Spool spool;
  private final Map<KeyHash, Future<RowIntake.Outcome>> underWay = new ConcurrentHashMap<>();

  KeyedRequests(Spool spool) {
    this.spool = spool;
  }

  /** Whether a request is the first one of its key. */
  sealed interface Turn {}

  /** It is, and its outcome is to be told. */
  record First(Promise<RowIntake.Outcome> outcome) implements Turn {}

  /** It is not; this is what became of the first one. */
  record Repeat(Future<RowIntake.Outcome> first) implements Turn {}

  /** The key of one producer for one datasource. */
  static KeyHash hash(String caller, String datasource, IdempotencyKey key) {
    byte[] digest = Sha256.of(caller + '\0' + datasource + '\0' + key.text());
    return KeyHash.of(Arrays.copyOf(digest, HASH_BYTES));
  }

  Turn begin(KeyHash key) {
    Promise<RowIntake.Outcome> outcome = Promise.promise();
    Future<RowIntake.Outcome> before = underWay.putIfAbsent(key, outcome.future());
    if (before != null) {
      return new Repeat(before);
    }
    // Only now: a request that has just ended is in the spool before it is not under way.
    return spool
        .answer(key)
        .<Turn>map(
            known -> {
              underWay.remove(key, outcome.future());
              RowIntake.Outcome first =
                  new RowIntake.Accepted(
                      known.successfulRows(), known.quarantinedRows(), List.of());
              outcome.complete(first);
              return new Repeat(outcome.future());
            })
        .orElseGet(
            () -> {
              var unused =
                  outcome.future().onComplete(done -> underWay.remove(key, outcome.future()));
              return new First(outcome);
            });
  }

  /** What the repeat of a request is answered. */
  static RowIntake.Outcome replay(RowIntake.Outcome first) {
    return switch (first) {
      case RowIntake.Accepted accepted -> new RowIntake.Replayed(accepted);
      case RowIntake.Replayed replayed -> replayed;
      case RowIntake.Rejected rejected -> NOT_TAKEN;
      case RowIntake.Busy busy -> NOT_TAKEN;
    };
  }
}
