package io.tributary.connector.pipeline;

import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has columns added to the table for fields of new schemas, and notices how the table changes.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class TableGrowth {
  private static final int MAX_REFUSED = 10_000;
  private static final Logger log = LoggerFactory.getLogger(TableGrowth.class);

  private final Uplink uplink;
  private final TableLink table;
  private final int maxColumns;
  private final Set<String> there = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private int added;

  private record Waiting(Set<String> names, Promise<Void> there) {}

  /**
   * @param maxColumns columns that may be added in the life of this process
   */
  TableGrowth(Uplink uplink, TableLink table, int maxColumns) {
    this.uplink = uplink;
    this.table = table;
    this.maxColumns = maxColumns;
  }

  /** Asks how the table is now. */
  void look() {
    uplink.ask(table, table.definition());
  }

  /** The table has these columns now, and is filled by this plan. */
  void described(List<TableColumn> columns, TablePlan plan) {
    there.clear();
    columns.forEach(column -> there.add(column.name()));
    keep(columns, plan);
    for (Waiting one : List.copyOf(waiting)) {
      if (there.containsAll(one.names())) {
        waiting.remove(one);
        one.there().complete();
      }
    }
  }

  /** A column that was added by an earlier run is wanted as well, should it be dropped. */
  private void keep(List<TableColumn> columns, TablePlan plan) {
    Set<String> grown = plan.grown();
    List<ColumnDefinition> wanted = new ArrayList<>(table.definition().columns());
    wanted.forEach(column -> grown.remove(column.name()));
    for (TableColumn column : columns) {
      if (grown.contains(column.name())) {
        wanted.add(new ColumnDefinition(column.name(), column.type(), column.expression()).added());
      }
    }
    if (!grown.isEmpty()) {
      table.want(with(wanted));
    }
  }

  /**
   * The table will not do as it is wanted now. If that may be because of columns that are awaited,
   * they are given up, and so are their fields.
   *
   * @return false when nothing was awaited
   */
  boolean unfit(String message) {
    if (waiting.isEmpty()) {
      return false;
    }
    Set<String> names = new HashSet<>();
    waiting.forEach(one -> names.addAll(one.names()));
    names.removeAll(there);
    log.warn(
        "datasource {}: fields {} get no column and are ignored: {}",
        table.definition().name(),
        names,
        message);
    refused.addAll(names);
    table.want(
        with(
            table.definition().columns().stream()
                .filter(column -> !names.contains(column.name()))
                .toList()));
    List<Waiting> over = List.copyOf(waiting);
    waiting.clear();
    over.forEach(one -> one.there().complete());
    return true;
  }

  private TableDefinition with(List<ColumnDefinition> columns) {
    TableDefinition before = table.definition();
    return new TableDefinition(
        before.name(), columns, before.engine(), before.sortingKey(), before.partitionKey());
  }

  /** Completes when the table has these columns, but for those that are too many. */
  Future<Void> add(List<ColumnDefinition> columns) {
    List<ColumnDefinition> wanted = new ArrayList<>(table.definition().columns());
    Set<String> known = new HashSet<>();
    wanted.forEach(column -> known.add(column.name()));
    Set<String> awaited = new HashSet<>();
    for (ColumnDefinition column : columns) {
      String name = column.name();
      if (there.contains(name) || refused.contains(name)) {
        continue;
      }
      if (known.add(name)) {
        if (added >= maxColumns) {
          refuse(name);
          continue;
        }
        added++;
        wanted.add(column.added());
        log.info(
            "datasource {}: a schema has the new field {}, adding column {} {}",
            table.definition().name(),
            name,
            name,
            column.type());
      }
      awaited.add(name);
    }
    if (awaited.isEmpty()) {
      return Future.succeededFuture();
    }
    Waiting one = new Waiting(awaited, Promise.promise());
    waiting.add(one);
    uplink.ask(table, with(wanted));
    return one.there().future();
  }

  private void refuse(String name) {
    if (refused.size() < MAX_REFUSED && refused.add(name)) {
      log.warn(
          "datasource {}: field {} gets no column, for {} were added already; see"
              + " MAX_ADDED_COLUMNS",
          table.definition().name(),
          name,
          maxColumns);
    }
  }
}
