package io.tributary.connector.pipeline;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.plan.TableMismatchException;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.service.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the table that a pipeline writes to: which one it is, how rows are made for its
 * columns, and which guarantee it allows.
 *
 * <p>Failure semantics: a table that will not do is told of, and the pipeline ends; what is known
 * stays as it was.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class TargetTable {
  private static final Logger log = LoggerFactory.getLogger(TargetTable.class);

  private final Terms terms;
  private final Hooks hooks;
  private @Nullable SessionLimits limits;
  private @Nullable Encoding encoding;
  private @Nullable UUID uuid;
  private @Nullable TableDelivery delivery;
  private List<String> quarantineObstacles = List.of();
  private @Nullable GuaranteeChoice guarantee;

  /**
   * What rows are made from, and for whom.
   *
   * @param topicHasId false for a broker that gives topics no ids
   */
  record Terms(
      Datasource datasource,
      boolean topicHasId,
      PipelineSettings settings,
      Encoding.Provenance provenance,
      PartitionLane.Outlet outlet) {}

  /**
   * Who is told.
   *
   * @param settled offset below which everything is settled, by partition
   * @param changes the columns are others now: what is encoded already has to be sealed
   * @param matched an answer fits, and this is how rows are made for it
   * @param guaranteed claims may be made for this guarantee and table
   * @param failed the pipeline cannot go on; one line
   */
  record Hooks(
      Supplier<SortedMap<Integer, Long>> settled,
      Runnable changes,
      BiConsumer<TableAnswer.Columns, TablePlan> matched,
      BiConsumer<GuaranteeChoice, UUID> guaranteed,
      Consumer<String> failed) {}

  TargetTable(Terms terms, Hooks hooks) {
    this.terms = terms;
    this.hooks = hooks;
  }

  /** Null before the table was described. */
  @Nullable Encoding encodingOrNull() {
    return encoding;
  }

  /** How records become rows. */
  Encoding encoding() {
    Encoding now = encoding;
    if (now == null) {
      throw new IllegalStateException("nothing can be encoded before the table is described");
    }
    return now;
  }

  /** A gatherer listens, and accepts so much. */
  void welcomed(SessionLimits newLimits) {
    limits = newLimits;
    Encoding made = encoding;
    if (made != null && !made.fits(newLimits)) {
      failed(
          FailureCode.GATHERER_SHRUNK.line(
              "the gatherer now accepts smaller batches than those that were made for it"));
    }
  }

  /** The gatherer has described the table, for the first time or again. */
  void described(TableAnswer.Columns columns) {
    SessionLimits known = limits;
    if (known == null) {
      return;
    }
    TablePlan plan;
    try {
      plan = TablePlan.match(terms.datasource(), columns);
    } catch (TableMismatchException e) {
      hooks.failed().accept(FailureCode.TABLE_UNFIT.tag(String.valueOf(e.getMessage())));
      return;
    }
    Encoding before = encoding;
    if (before == null) {
      encoding =
          Encoding.of(
              plan,
              new Encoding.Bounds(known, terms.settings()),
              terms.provenance(),
              terms.outlet());
    } else if (!before.layout().layout().equals(plan.layout())) {
      // What is encoded already goes out with the columns it was encoded for.
      hooks.changes().run();
      encoding = before.with(plan, terms.provenance());
      log.info("datasource {}: the table has changed", terms.datasource().name());
    }
    hooks.matched().accept(columns, plan);
    identified(columns);
  }

  /**
   * The quarantine table is described: what stands in the way of exactly once there counts, too.
   */
  void quarantineDescribed(TableDelivery allowed) {
    UUID table = uuid;
    TableDelivery rows = delivery;
    quarantineObstacles =
        allowed.obstacles().stream().map(obstacle -> "its quarantine table: " + obstacle).toList();
    if (table != null && rows != null) {
      guarantee(table, rows);
    }
  }

  private void identified(TableAnswer.Columns columns) {
    UUID before = uuid;
    if (before != null && !before.equals(columns.uuid())) {
      failed(
          new ReplacedTable(terms.datasource().name(), before, columns.uuid())
              .line(hooks.settled().get()));
      return;
    }
    uuid = columns.uuid();
    delivery = columns.delivery();
    guarantee(columns.uuid(), columns.delivery());
  }

  private void guarantee(UUID table, TableDelivery allowed) {
    List<String> obstacles = new ArrayList<>(allowed.obstacles());
    obstacles.addAll(quarantineObstacles);
    GuaranteeChoice chosen =
        GuaranteeChoice.of(
            terms.datasource().topicSource().delivery(),
            new TableDelivery(obstacles, allowed.remarks()),
            terms.topicHasId());
    if (!chosen.equals(guarantee)) {
      guarantee = chosen;
      log.info("datasource {}: rows are stored {}", terms.datasource().name(), chosen.line());
    }
    if (chosen.possible()) {
      hooks.guaranteed().accept(chosen, table);
    } else {
      failed(
          FailureCode.EXACTLY_ONCE_IMPOSSIBLE.line(
              "DELIVERY is exactly_once, which is not possible: "
                  + String.join("; ", chosen.obstacles())));
    }
  }

  private void failed(String message) {
    hooks.failed().accept("datasource " + terms.datasource().name() + ": " + message);
  }
}
