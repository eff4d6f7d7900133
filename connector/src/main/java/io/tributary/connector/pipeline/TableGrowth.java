package io.tributary.connector.pipeline;

import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
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

  /** The table has these columns now. */
  void described(List<TableColumn> columns) {
    there.clear();
    columns.forEach(column -> there.add(column.name()));
    for (Waiting one : List.copyOf(waiting)) {
      if (there.containsAll(one.names())) {
        waiting.remove(one);
        one.there().complete();
      }
    }
  }

  /** Completes when the table has these columns, but for those that are too many. */
  Future<Void> add(List<ColumnDefinition> columns) {
    List<ColumnDefinition> wanted = new ArrayList<>(table.definition().columns());
    Set<String> known = new HashSet<>();
    wanted.forEach(column -> known.add(column.name()));
    Set<String> awaited = new HashSet<>();
    for (ColumnDefinition column : columns) {
      String name = column.name();
      if (there.contains(name)) {
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
    TableDefinition before = table.definition();
    uplink.ask(
        table,
        new TableDefinition(
            before.name(), wanted, before.engine(), before.sortingKey(), before.partitionKey()));
    return one.there().future();
  }

  private void refuse(String name) {
    if (refused.size() < maxColumns && refused.add(name)) {
      log.warn(
          "datasource {}: field {} gets no column, for {} were added already; see"
              + " MAX_ADDED_COLUMNS",
          table.definition().name(),
          name,
          maxColumns);
    }
  }
}
