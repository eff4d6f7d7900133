package io.tributary.load.types;

import io.tributary.gatherer.insert.InsertStatement;
import io.tributary.load.types.Outcome.Broken;
import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What our encoder, and ClickHouse with its rows, make of JSON texts. */
final class RowSide {
  private static final int MAX_ROW_BYTES = 1 << 20;
  private static final String SETTINGS = "input_format_binary_read_json_as_string=1";

  private final Engine engine;
  private final TestTable table;
  private final List<RowColumn> columns;
  private final boolean isJson;
  private final JsonRowEncoder encoder;
  private final RowBinaryWriter out = new RowBinaryWriter(1 << 16, 64 << 20);

  RowSide(Engine engine, TestTable table, String type, DateTimeInputFormat timeFormat) {
    this.engine = engine;
    this.isJson = type.contains("JSON");
    this.table = table;
    this.columns =
        List.of(
            column("i", "UInt32"),
            column("before", "String"),
            column("v", type),
            column("after", "UInt16"));
    this.encoder =
        new JsonRowEncoder(JsonRowPlan.compile(columns, ZoneOffset.UTC, timeFormat), MAX_ROW_BYTES);
  }

  private static RowColumn column(String name, String type) {
    return new RowColumn(name, ColumnType.parse(type), "$." + name, false);
  }

  /** The outcome of each text, in their order. */
  List<Outcome> insert(List<JsonText> texts) {
    Map<Integer, byte[]> encoded = new HashMap<>();
    Map<Integer, Outcome> refused = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      out.reset();
      Outcome problem = encode(texts.get(i).row(i));
      if (problem == null) {
        encoded.put(i, Arrays.copyOf(out.array(), out.position()));
      } else {
        refused.put(i, problem);
      }
    }
    insert(encoded, new ArrayList<>(encoded.keySet()), refused);
    Map<Integer, Stored> rows = table.rows();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      outcomes.add(
          rows.containsKey(i)
              ? rows.get(i)
              : refused.getOrDefault(i, new Broken("its row is lost")));
    }
    return outcomes;
  }

  private @Nullable Outcome encode(byte[] row) {
    try {
      RowProblem problem = encoder.encode(row, 0, row.length, out);
      return problem == null ? null : new Refused(problem.sentence());
    } catch (RuntimeException | StackOverflowError e) {
      return new Broken(e.toString());
    }
  }

  private void insert(
      Map<Integer, byte[]> encoded, List<Integer> numbers, Map<Integer, Outcome> refused) {
    if (numbers.isEmpty()) {
      return;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    numbers.forEach(number -> body.writeBytes(encoded.get(number)));
    Engine.Answer answer = engine.post(statement(), SETTINGS, body.toByteArray());
    if (answer.ok()) {
      return;
    }
    if (numbers.size() == 1) {
      // The text of a JSON column is read by ClickHouse only.
      refused.put(
          numbers.get(0),
          isJson
              ? new Refused("by ClickHouse: " + answer.text())
              : new Broken("ClickHouse cannot read its row: " + answer.text()));
      return;
    }
    int half = numbers.size() / 2;
    insert(encoded, numbers.subList(0, half), refused);
    insert(encoded, numbers.subList(half, numbers.size()), refused);
  }

  private String statement() {
    Layout layout =
        new Layout(
            columns.stream()
                .map(column -> new LayoutColumn(column.name(), column.type().sql(), false))
                .toList());
    String[] name = table.name().split("\\.", -1);
    return InsertStatement.text(name[0], name[1], layout, List.of());
  }
}
