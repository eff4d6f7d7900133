package io.tributary.gatherer.feed;

import io.tributary.gatherer.ledger.Claimed;
import io.tributary.gatherer.ledger.Takeovers;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableRole;
import io.vertx.core.Vertx;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of one source of rows for a table. The folder of the spool belongs to one process, so
 * that nobody else claims it; what is waited for are inserts that an earlier process left behind.
 *
 * <p>Failure semantics: rows are sent only under a claim that holds.
 *
 * <p>Belongs to the loop of its table.
 */
final class FeedClaim {
  private static final Logger log = LoggerFactory.getLogger(FeedClaim.class);

  /** How long after a renewal inserts may begin; as long waits whoever follows a killed process. */
  static final int LEASE_MILLIS = 5_000;

  private static final String GROUP = "tributary-http";
  private static final long AGAIN_MILLIS = 500;
  private static final long DENIED_MILLIS = 5_000;

  /** Claims of one process; with one each {@link #AGAIN_MILLIS} they last for two years. */
  private static final long CLAIMS = 1L << 27;

  private final Vertx vertx;
  private final Takeovers takeovers;
  private final Ground ground;
  private final Hooks hooks;
  private @Nullable Claimed claimed;
  private @Nullable Tenure tenure;
  private Predecessor predecessor;
  private long epoch;
  private int attempt;

  /**
   * What is claimed.
   *
   * @param gatherer incarnation of this process
   * @param firstEpoch above that of every earlier process
   */
  record Ground(String table, SourcePartition source, UUID gatherer, long firstEpoch) {

    /** The first epoch of an opening of the spool. */
    static long epochOf(long spoolIncarnation) {
      return spoolIncarnation * CLAIMS;
    }
  }

  /**
   * Who is told.
   *
   * @param held the claim holds now
   * @param describe the table is not what was described
   */
  record Hooks(Runnable held, Runnable describe) {}

  FeedClaim(Vertx vertx, Takeovers takeovers, Ground ground, Predecessor predecessor, Hooks hooks) {
    this.vertx = vertx;
    this.takeovers = takeovers;
    this.ground = ground;
    this.epoch = ground.firstEpoch();
    this.predecessor = predecessor;
    this.hooks = hooks;
  }

  /** What holds now; null without. */
  @Nullable Tenure tenure() {
    return tenure;
  }

  /**
   * Claims.
   *
   * @param from lowest offset that may have to be sent
   */
  void open(FeedTarget.Known table, long from) {
    close();
    int mine = attempt;
    if (table.guarantee() == Guarantee.AT_LEAST_ONCE) {
      hold(table, OffsetSet.EMPTY, 0, OpenAnswer.Resume.ALL);
      return;
    }
    epoch++;
    Claim claim =
        new Claim(ground.source(), GROUP, epoch, from, Guarantee.EXACTLY_ONCE, predecessor);
    Claimed asked = takeovers.claim(ground.table(), TableRole.ROWS, claim, table.rowsUuid());
    claimed = asked;
    asked
        .answer()
        .onSuccess(
            answer -> {
              if (attempt != mine) {
                return;
              }
              if (asked.wantsDescription()) {
                hooks.describe().run();
              }
              answered(table, from, answer);
            });
  }

  private void answered(FeedTarget.Known table, long from, OpenAnswer answer) {
    switch (answer) {
      case OpenAnswer.Resume resume -> {
        OffsetSet held = OffsetSet.of(resume.held());
        if (!held.isEmpty()) {
          log.info(
              "table {}: {} offsets of {} are stored already",
              ground.table(),
              held.count(),
              ground.source());
        }
        hold(table, held, from, resume.until());
      }
      case OpenAnswer.Fenced fenced -> {
        epoch = Math.max(epoch, fenced.highestEpoch());
        again(table, from, AGAIN_MILLIS);
      }
      case OpenAnswer.Denied denied -> {
        log.warn("table {}: {}", ground.table(), denied.message());
        again(table, from, DENIED_MILLIS);
      }
      case OpenAnswer.Later later -> {
        log.warn("table {}: {}", ground.table(), later.message());
        again(table, from, Math.max(1, later.afterMillis()));
      }
    }
  }

  private void again(FeedTarget.Known table, long from, long millis) {
    int mine = attempt;
    vertx.setTimer(
        millis,
        timer -> {
          if (attempt == mine) {
            open(table, from);
          }
        });
  }

  private void hold(FeedTarget.Known table, OffsetSet held, long from, long until) {
    tenure =
        new Tenure(
            held,
            from,
            until,
            new Writer(ground.source(), epoch, table.guarantee(), table.rowsUuid()),
            new Writer(ground.source(), epoch, table.guarantee(), table.quarantineUuid()));
    // Whatever follows is this process's own, which its lanes wait for.
    predecessor = new Predecessor.Held(ground.gatherer(), LEASE_MILLIS);
    hooks.held().run();
  }

  /** Nothing is held any more. */
  void close() {
    attempt++;
    Tenure was = tenure;
    if (was != null) {
      was.end();
    }
    tenure = null;
    Claimed known = claimed;
    if (known != null) {
      known.end();
    }
    claimed = null;
  }
}
