package io.tributary.gatherer.feed;

import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.TableMismatchException;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of a datasource's table and its quarantine: asked for at the start, when they
 * change, and again and again while they will not do.
 *
 * <p>Failure semantics: without a table nothing is taken for it; what was taken before waits in the
 * spool.
 *
 * <p>Belongs to the loop of its table.
 */
final class FeedTarget {
  private static final Logger log = LoggerFactory.getLogger(FeedTarget.class);
  private static final long UNFIT_MILLIS = 5_000;
  private static final String NOT_DESCRIBED = "the table is not described yet";

  private final Vertx vertx;
  private final TableCatalog catalog;
  private final Datasource datasource;
  private final Consumer<Known> known;
  private final Question rows;
  private final Question quarantine;
  private @Nullable Known now;
  private boolean over;

  /**
   * Both tables, as they were described last.
   *
   * @param plan how rows are made
   * @param guarantee the best that both allow
   */
  record Known(
      TablePlan plan,
      Guarantee guarantee,
      TableAnswer.Columns rows,
      TableAnswer.Columns quarantine) {

    UUID rowsUuid() {
      return rows.uuid();
    }

    UUID quarantineUuid() {
      return quarantine.uuid();
    }

    /** True when claims that were made for the other one hold for this one. */
    boolean sameTables(Known other) {
      return guarantee == other.guarantee
          && rowsUuid().equals(other.rowsUuid())
          && quarantineUuid().equals(other.quarantineUuid());
    }
  }

  /**
   * @param known told whenever something is new
   */
  FeedTarget(Vertx vertx, TableCatalog catalog, Datasource datasource, Consumer<Known> known) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.datasource = datasource;
    this.known = known;
    this.rows = new Question(TablePlan.definition(datasource, 1));
    this.quarantine = new Question(new QuarantineTable(datasource).definition());
  }

  /** Asks about both. */
  void ask() {
    rows.ask();
    quarantine.ask();
  }

  /** Nothing is asked any more. */
  void close() {
    over = true;
  }

  /** Null before both tables were described. */
  @Nullable Known known() {
    return now;
  }

  /** Why rows cannot be taken, one line; empty when they can. */
  String problem() {
    return rows.problem.isEmpty() ? quarantine.problem : rows.problem;
  }

  private final class Question {
    private final TableDefinition wanted;
    private TableAnswer.@Nullable Columns answer;
    private String problem = NOT_DESCRIBED;
    private boolean asking;
    private boolean askedSince;
    private boolean timed;

    Question(TableDefinition wanted) {
      this.wanted = wanted;
    }

    void ask() {
      if (over) {
        return;
      }
      if (asking) {
        askedSince = true;
        return;
      }
      asking = true;
      catalog.ensure(wanted).onSuccess(this::answered);
    }

    private void answered(TableAnswer told) {
      asking = false;
      if (over) {
        return;
      }
      switch (told) {
        case TableAnswer.Columns columns -> {
          answer = columns;
          if (problem.equals(NOT_DESCRIBED)) {
            problem = "";
          }
          match();
        }
        case TableAnswer.Unfit unfit -> {
          answer = null;
          again(unfit.message(), UNFIT_MILLIS);
        }
        case TableAnswer.Later later -> {
          answer = null;
          again(later.message(), Math.max(1, later.afterMillis()));
        }
      }
      if (askedSince) {
        askedSince = false;
        ask();
      }
    }

    private void again(String message, long millis) {
      problem = message;
      if (!timed) {
        timed = true;
        vertx.setTimer(
            millis,
            timer -> {
              timed = false;
              ask();
            });
      }
    }
  }

  private void match() {
    TableAnswer.Columns table = rows.answer;
    TableAnswer.Columns bad = quarantine.answer;
    if (table == null || bad == null) {
      return;
    }
    TablePlan plan;
    try {
      plan = TablePlan.match(datasource, table);
    } catch (TableMismatchException e) {
      rows.again(String.valueOf(e.getMessage()), UNFIT_MILLIS);
      return;
    }
    var misfit = catalog.misfit(datasource.name(), plan.layout());
    if (misfit.isPresent()) {
      rows.again(misfit.get().message(), UNFIT_MILLIS);
      return;
    }
    rows.problem = "";
    quarantine.problem = "";
    Known found = new Known(plan, guarantee(table, bad), table, bad);
    Known before = now;
    now = found;
    if (before == null || before.guarantee() != found.guarantee()) {
      log.info("datasource {}: rows over HTTP are stored {}", datasource.name(), line(table, bad));
    }
    if (!found.equals(before)) {
      known.accept(found);
    }
  }

  private static Guarantee guarantee(TableAnswer.Columns table, TableAnswer.Columns bad) {
    return table.delivery().best() == Guarantee.EXACTLY_ONCE
            && bad.delivery().best() == Guarantee.EXACTLY_ONCE
        ? Guarantee.EXACTLY_ONCE
        : Guarantee.AT_LEAST_ONCE;
  }

  private static String line(TableAnswer.Columns table, TableAnswer.Columns bad) {
    List<String> obstacles = new ArrayList<>(table.delivery().obstacles());
    bad.delivery().obstacles().forEach(why -> obstacles.add("its quarantine table: " + why));
    return obstacles.isEmpty()
        ? "exactly once"
        : "at least once, because " + String.join("; ", obstacles);
  }
}
