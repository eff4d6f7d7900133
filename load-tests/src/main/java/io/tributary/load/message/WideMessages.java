package io.tributary.load.message;

import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A hundred columns of many types: {@link FlatMessages} five times over. */
public final class WideMessages implements JsonMessages {
  private static final int TIMES = 5;

  private final FlatMessages part = new FlatMessages();

  @Override
  public List<RowColumn> columns() {
    List<RowColumn> columns = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      for (RowColumn column : part.columns()) {
        columns.add(JsonFields.column(column.name() + "_" + i, column.type().sql()));
      }
    }
    return columns;
  }

  @Override
  public List<String> fields(Random random) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      for (String field : part.fields(random)) {
        int nameEnd = field.indexOf("\":");
        fields.add(field.substring(0, nameEnd) + "_" + i + field.substring(nameEnd));
      }
    }
    return fields;
  }
}
