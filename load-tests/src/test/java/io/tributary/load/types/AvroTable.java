package io.tributary.load.types;

import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** What ClickHouse itself makes of container files, many columns at once. */
final class AvroTable {
  static final String BEFORE = "before";
  static final int AFTER = 0x1234;

  private final Engine engine;

  AvroTable(Engine engine) {
    this.engine = engine;
    engine.run("CREATE DATABASE IF NOT EXISTS " + TestTable.DATABASE + " ENGINE = Atomic");
  }

  /** The outcome of each column's first values. */
  List<List<Outcome>> insert(List<AvroColumn> columns, int rows) {
    create(columns);
    if (post(columns, 0, rows).ok()) {
      return read(columns, rows);
    }
    if (columns.size() > 1) {
      int half = columns.size() / 2;
      List<List<Outcome>> outcomes = new ArrayList<>(insert(columns.subList(0, half), rows));
      outcomes.addAll(insert(columns.subList(half, columns.size()), rows));
      return outcomes;
    }
    insertHalves(columns, 0, rows);
    return read(columns, rows);
  }

  /** Rows that ClickHouse does not take stay out. */
  private void insertHalves(List<AvroColumn> columns, int from, int to) {
    if (to - from == 1) {
      return;
    }
    int middle = (from + to) / 2;
    if (!post(columns, from, middle).ok()) {
      insertHalves(columns, from, middle);
    }
    if (!post(columns, middle, to).ok()) {
      insertHalves(columns, middle, to);
    }
  }

  private void create(List<AvroColumn> columns) {
    String table = TestTable.DATABASE + ".avro";
    String types =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "v" + i + " " + columns.get(i).type())
            .collect(Collectors.joining(", "));
    engine.run("DROP TABLE IF EXISTS " + table);
    engine.run(
        "CREATE TABLE %s (i UInt32, before String, %s, after UInt16) ENGINE = Memory"
            .formatted(table, types));
  }

  private Engine.Answer post(List<AvroColumn> columns, int from, int to) {
    return engine.post(
        "INSERT INTO " + TestTable.DATABASE + ".avro FORMAT Avro",
        "max_threads=1",
        file(columns, from, to));
  }

  private static byte[] file(List<AvroColumn> columns, int from, int to) {
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(new Schema.Field("i", Schema.create(Schema.Type.INT)));
    fields.add(new Schema.Field("before", Schema.create(Schema.Type.STRING)));
    for (int i = 0; i < columns.size(); i++) {
      fields.add(new Schema.Field("v" + i, columns.get(i).schema()));
    }
    fields.add(new Schema.Field("after", Schema.create(Schema.Type.INT)));
    Schema schema = Schema.createRecord("Row", null, null, false, fields);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema)).create(schema, bytes)) {
      for (int row = from; row < to; row++) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("i", row);
        record.put("before", BEFORE);
        for (int i = 0; i < columns.size(); i++) {
          record.put("v" + i, columns.get(i).value(row));
        }
        record.put("after", AFTER);
        writer.append(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private List<List<Outcome>> read(List<AvroColumn> columns, int rows) {
    String shown =
        IntStream.range(0, columns.size())
            .mapToObj(
                i ->
                    "hex(formatRow('RowBinary', before, v%d, after)),".formatted(i)
                        + " formatRowNoNewline('JSONCompactEachRow', v%d)".formatted(i))
            .collect(Collectors.joining(", "));
    String text =
        engine.run(
            "SELECT i, %s FROM %s.avro ORDER BY i FORMAT TSV".formatted(shown, TestTable.DATABASE));
    List<List<Outcome>> outcomes = new ArrayList<>();
    columns.forEach(
        column -> outcomes.add(new ArrayList<>(Collections.nCopies(rows, new Refused("")))));
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        String[] cells = line.split("\t", -1);
        int row = Integer.parseInt(cells[0]);
        for (int i = 0; i < columns.size(); i++) {
          outcomes.get(i).set(row, new Stored(cells[2 * i + 1], cells[2 * i + 2]));
        }
      }
    }
    return outcomes;
  }
}
