package io.tributary.gatherer.ledger;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.quarantine.QuarantineName;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers claims for writers that deliver exactly once.
 *
 * <p>A claim of a table covers its quarantine: both are fenced and looked at. The claim of the
 * quarantine's own stream, with the same epoch and in the same session or another, only follows it.
 *
 * <p><b>Failure semantics.</b> A claim is answered only when no earlier writer's row can appear in
 * the table any more, and with what the table holds then. While that cannot be known the claim
 * waits: its writer sends nothing, and no offset moves. When the gatherer stops, waiting claims
 * stay without an answer, and their writers claim elsewhere.
 *
 * <p>Any thread; all state belongs to one event loop.
 */
public final class Takeovers {
  private static final int RETRY_MILLIS = 1_000;

  private final TakeoverTools tools;
  private final TakeoverSettings settings;
  private final Context loop;
  private final Fences fences = new Fences();
  private final Writers writers = new Writers();
  private final Map<String, TableTakeover> tables = new HashMap<>();

  /** The newest claim of each partition that lives. */
  private final Map<TableSource, Claimed> newest = new HashMap<>();

  private final AtomicInteger waiting = new AtomicInteger();
  private final TableTakeover.Listener listener = new Answers();

  public Takeovers(TakeoverTools tools, TakeoverSettings settings) {
    this.tools = tools;
    this.settings = settings;
    this.loop = tools.vertx().getOrCreateContext();
    tools.meters().watch(waiting::get);
  }

  /**
   * Claims a partition of a table for the session whose context this is called on.
   *
   * @param table the rows' table or its quarantine, as {@code role} says
   * @param described its uuid, as the writer was told
   */
  public Claimed claim(String table, TableRole role, Claim claim, UUID described) {
    Optional<String> rows =
        role == TableRole.ROWS ? Optional.of(table) : QuarantineName.tableOf(table);
    Claimed claimed =
        new Claimed(this, new TableSource(rows.orElse(table), claim.source()), claim, described);
    loop.runOnContext(
        hop -> {
          if (!claimed.waits()) {
            return;
          }
          if (rows.isEmpty()) {
            answer(claimed, noQuarantine(table));
          } else if (role == TableRole.ROWS) {
            claimRows(claimed);
          } else {
            claimQuarantine(claimed, table);
          }
        });
    return claimed;
  }

  /** The context of the session that calls. */
  Context session() {
    return tools.vertx().getOrCreateContext();
  }

  private static OpenAnswer.Denied noQuarantine(String table) {
    return new OpenAnswer.Denied(
        "table %s is no quarantine table: its name does not end in %s"
            .formatted(table, QuarantineName.SUFFIX));
  }

  private void claimRows(Claimed claimed) {
    TableSource what = claimed.what();
    Optional<String> objection = writers.objection(what, claimed.claim().group());
    if (objection.isPresent()) {
      answer(claimed, new OpenAnswer.Denied(objection.get()));
      return;
    }
    if (!fences.raise(what, claimed.claim().epoch())) {
      answer(claimed, new OpenAnswer.Fenced(fences.highest(what).orElseThrow()));
      return;
    }
    writers.begin(what, claimed.claim().group());
    claimed.counted(true);
    Claimed before = newest.put(what, claimed);
    if (before != null && before.waits()) {
      dropPending(before);
      answer(before, new OpenAnswer.Fenced(claimed.claim().epoch()));
    }
    waiting.incrementAndGet();
    tables
        .computeIfAbsent(
            what.table(), name -> new TableTakeover(name, tools, settings, loop, listener))
        .claim(claimed);
  }

  private void claimQuarantine(Claimed claimed, String quarantine) {
    OptionalLong highest = fences.highest(claimed.what());
    long epoch = claimed.claim().epoch();
    Claimed rows = newest.get(claimed.what());
    if (highest.isPresent() && epoch < highest.getAsLong()) {
      answer(claimed, new OpenAnswer.Fenced(highest.getAsLong()));
    } else if (rows == null || !rows.holds() || rows.claim().epoch() != epoch) {
      answer(
          claimed,
          new OpenAnswer.Later(
              RETRY_MILLIS,
              "%s is not claimed for table %s with epoch %d"
                  .formatted(claimed.what().source(), claimed.what().table(), epoch)));
    } else {
      tools
          .lanes()
          .fence(quarantine, claimed.what().source(), epoch)
          .onComplete(
              fenced ->
                  loop.runOnContext(
                      hop ->
                          answer(
                              claimed, new OpenAnswer.Resume(List.of(), OpenAnswer.Resume.ALL))));
    }
  }

  private void answer(Claimed claimed, OpenAnswer answer) {
    if (!claimed.waits()) {
      return;
    }
    claimed.answer(answer);
    tools.meters().answered(answer);
    if (!claimed.holds()) {
      release(claimed);
    }
  }

  /** The session of a claim is over. Any thread. */
  void end(Claimed claimed) {
    loop.runOnContext(
        hop -> {
          if (claimed.waits() && claimed.isCounted()) {
            dropPending(claimed);
          }
          claimed.over();
          release(claimed);
        });
  }

  private void dropPending(Claimed claimed) {
    waiting.decrementAndGet();
    TableTakeover takeover = tables.get(claimed.what().table());
    if (takeover != null) {
      takeover.drop(claimed);
    }
  }

  private void release(Claimed claimed) {
    if (claimed.isCounted()) {
      claimed.counted(false);
      fences.end(claimed.what());
      writers.end(claimed.what());
      newest.remove(claimed.what(), claimed);
    }
  }

  private final class Answers implements TableTakeover.Listener {
    @Override
    public void answered(Claimed claimed, OpenAnswer answer) {
      waiting.decrementAndGet();
      Takeovers.this.answer(claimed, answer);
    }

    @Override
    public void idle(String table, TableTakeover takeover) {
      tables.remove(table, takeover);
    }
  }
}
