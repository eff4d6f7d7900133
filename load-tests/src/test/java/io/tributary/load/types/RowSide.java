package io.tributary.load.types;

import io.tributary.gatherer.insert.InsertStatement;
import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.json.RowColumn;
import io.tributary.protocol.json.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.io.ByteArrayOutputStream;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What our encoder, and ClickHouse with its rows, make of JSON texts. */
final class RowSide {
  /** The reason of a refusal that is no refusal. */
  static final String CRASH = "CRASH ";

  private static final int MAX_ROW_BYTES = 1 << 20;
  private static final String SETTINGS = "input_format_binary_read_json_as_string=1";

  private final Engine engine;
  private final TestTable table;
  private final List<RowColumn> columns;
  private final JsonRowEncoder encoder;
  private final RowBinaryWriter out = new RowBinaryWriter(1 << 16, 64 << 20);

  RowSide(Engine engine, TestTable table, String type, DateTimeInputFormat timeFormat) {
    this.engine = engine;
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
    Map<Integer, Refused> refused = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      out.reset();
      String problem = encode(texts.get(i).row(i));
      if (problem == null) {
        encoded.put(i, java.util.Arrays.copyOf(out.array(), out.position()));
      } else {
        refused.put(i, new Refused(problem));
      }
    }
    insert(encoded, new ArrayList<>(encoded.keySet()), refused);
    Map<Integer, Stored> rows = table.rows();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      outcomes.add(rows.containsKey(i) ? rows.get(i) : refused.getOrDefault(i, new Refused("?")));
    }
    return outcomes;
  }

  private @org.jspecify.annotations.Nullable String encode(byte[] row) {
    try {
      RowProblem problem = encoder.encode(row, 0, row.length, out);
      return problem == null ? null : problem.sentence();
    } catch (RuntimeException | StackOverflowError e) {
      return CRASH + e;
    }
  }

  private void insert(
      Map<Integer, byte[]> encoded, List<Integer> numbers, Map<Integer, Refused> refused) {
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
      refused.put(numbers.get(0), new Refused("by ClickHouse: " + answer.text()));
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
