package io.tributary.load.types;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table with the column under test in the middle of its rows. */
final class TestTable implements AutoCloseable {
  static final String DATABASE = "types";

  /** Instead of a value that ClickHouse stores and cannot show: a number that an Enum has not. */
  static final String NOT_SHOWN = "?";

  private final Engine engine;
  private final String name;
  private final boolean isJson;

  private TestTable(Engine engine, String name, String type) {
    this.engine = engine;
    this.name = name;
    this.isJson = type.startsWith("JSON");
  }

  /** Makes an empty one. */
  static TestTable create(Engine engine, String name, String type) {
    engine.run("DROP TABLE IF EXISTS " + DATABASE + "." + name);
    engine.run(
        "CREATE TABLE %s.%s (i UInt32, before String, v %s, after UInt16) ENGINE = Memory"
            .formatted(DATABASE, name, type));
    return new TestTable(engine, name, type);
  }

  /** Its name with the database's. */
  String name() {
    return DATABASE + "." + name;
  }

  /** The column's type as ClickHouse tells it. */
  String type() {
    String sql =
        "SELECT type FROM system.columns WHERE database || '.' || table = '"
            + name()
            + "' AND name = 'v' FORMAT TSVRaw";
    return new String(engine.run(sql).getBytes(ISO_8859_1), UTF_8).stripTrailing();
  }

  /** The numbers of its rows. */
  List<Integer> numbers() {
    return engine
        .run("SELECT i FROM " + name() + " ORDER BY i FORMAT TSV")
        .lines()
        .map(Integer::valueOf)
        .toList();
  }

  /** Takes all rows out. */
  void empty() {
    engine.run("TRUNCATE TABLE " + name());
  }

  /** All rows by number. */
  Map<Integer, Outcome.Stored> rows() {
    Map<Integer, Outcome.Stored> byNumber = new HashMap<>();
    List<Integer> numbers = numbers();
    if (!numbers.isEmpty()) {
      read(numbers, byNumber);
    }
    if (byNumber.size() != numbers.size()) {
      throw new IllegalStateException("rows of " + name() + " are there twice: " + numbers);
    }
    return byNumber;
  }

  /** Reads in ever smaller parts, so that it is found out which values cannot be shown. */
  private void read(List<Integer> numbers, Map<Integer, Outcome.Stored> byNumber) {
    Engine.Answer answer = select("formatRowNoNewline('JSONCompactEachRow', v)", numbers);
    if (!answer.ok() && numbers.size() > 1) {
      int half = numbers.size() / 2;
      read(numbers.subList(0, half), byNumber);
      read(numbers.subList(half, numbers.size()), byNumber);
      return;
    }
    if (!answer.ok()) {
      answer = select("'" + NOT_SHOWN + "'", numbers);
    }
    if (!answer.ok()) {
      throw new IllegalStateException("cannot read " + name() + ": " + answer.text());
    }
    for (String line : answer.text().split("\n", -1)) {
      if (!line.isEmpty()) {
        String[] cells = line.split("\t", -1);
        byNumber.put(Integer.valueOf(cells[0]), new Outcome.Stored(cells[1], cells[2]));
      }
    }
  }

  private Engine.Answer select(String shown, List<Integer> numbers) {
    // The paths of a JSON value have no order in RowBinary, but in text they do.
    String types = isJson ? "toString(JSONAllPathsWithTypes(v)), " : "";
    return engine.post(
        "SELECT i, hex(formatRow('RowBinary', before, v, %safter)), %s FROM %s WHERE i >= %d AND i <= %d FORMAT TSV"
            .formatted(types, shown, name(), numbers.getFirst(), numbers.getLast()),
        "output_format_binary_write_json_as_string=1",
        new byte[0]);
  }

  @Override
  public void close() {
    engine.run("DROP TABLE " + name());
  }
}
