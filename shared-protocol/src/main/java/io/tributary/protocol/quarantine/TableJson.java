package io.tributary.protocol.quarantine;

import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableColumn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A table's columns, and a layout of rows for it, as JSON. */
public final class TableJson {
  private TableJson() {}

  /** The table as JSON. */
  public static Buffer write(Columns table) {
    JsonArray columns = new JsonArray();
    for (TableColumn column : table.columns()) {
      columns.add(
          new JsonObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("kind", column.kind().name())
              .put("expression", column.expression()));
    }
    return new JsonObject()
        .put("database", table.database())
        .put("uuid", table.uuid().toString())
        .put("columns", columns)
        .put("obstacles", new JsonArray(table.delivery().obstacles()))
        .put("remarks", new JsonArray(table.delivery().remarks()))
        .toBuffer();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Columns read(Buffer text) {
    try {
      JsonObject table = new JsonObject(text);
      List<TableColumn> columns = new ArrayList<>();
      for (Object entry : table.getJsonArray("columns")) {
        JsonObject column = (JsonObject) entry;
        columns.add(
            new TableColumn(
                column.getString("name"),
                column.getString("type"),
                TableColumn.Kind.valueOf(column.getString("kind")),
                column.getString("expression")));
      }
      return new Columns(
          table.getString("database"),
          UUID.fromString(table.getString("uuid")),
          columns,
          new TableDelivery(lines(table, "obstacles"), lines(table, "remarks")));
    } catch (DecodeException | ClassCastException | NullPointerException e) {
      throw new IllegalArgumentException("this is no table: " + e.getMessage(), e);
    }
  }

  private static List<String> lines(JsonObject table, String name) {
    return table.getJsonArray(name).stream().map(String.class::cast).toList();
  }

  static JsonArray layout(Layout layout) {
    JsonArray columns = new JsonArray();
    for (LayoutColumn column : layout.columns()) {
      columns.add(
          new JsonObject()
              .put("name", column.name())
              .put("type", column.type())
              .put("marked", column.marked()));
    }
    return columns;
  }

  static Layout layout(JsonArray columns) {
    List<LayoutColumn> layout = new ArrayList<>();
    for (Object entry : columns) {
      JsonObject column = (JsonObject) entry;
      layout.add(
          new LayoutColumn(
              column.getString("name"), column.getString("type"), column.getBoolean("marked")));
    }
    return new Layout(layout);
  }
}
