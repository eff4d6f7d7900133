package io.tributary.protocol.avro;

import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Messages as Apache Avro writes them, and the rows that they become. */
final class Data {
  private static final int MAX_ROW_BYTES = 1 << 16;

  private Data() {}

  static RowColumn column(String name, String type, String path) {
    return new RowColumn(name, ColumnType.parse(type), path, false);
  }

  static AvroSchema schema(String text) {
    return AvroSchema.parse(text.replace('\'', '"'), List.of());
  }

  /** A record with these fields. */
  static AvroSchema record(String fields) {
    return schema("{'type':'record','name':'R','fields':[" + fields + "]}");
  }

  /** Binary of what Avro's own JSON says, single quotes standing for double ones. */
  static byte[] binary(AvroSchema schema, String avroJson) {
    try {
      Schema writer = schema.schema();
      Object datum =
          new GenericDatumReader<>(writer)
              .read(null, DecoderFactory.get().jsonDecoder(writer, avroJson.replace('\'', '"')));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<>(writer).write(datum, encoder);
      encoder.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of a message, in hexadecimal digits. */
  static String row(AvroSchema schema, String avroJson, List<RowColumn> columns) {
    AvroRowPlan plan = AvroRowPlan.compile(schema, columns);
    return row(new AvroRowEncoder(plan, MAX_ROW_BYTES), binary(schema, avroJson));
  }

  /** The row that a JSON message would become. */
  static String rowOfJson(String json, List<RowColumn> columns) {
    JsonRowEncoder encoder = new JsonRowEncoder(JsonRowPlan.compile(columns), MAX_ROW_BYTES);
    return row(encoder, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  static RowProblem problem(AvroSchema schema, byte[] message, List<RowColumn> columns) {
    RowBinaryWriter out = new RowBinaryWriter(64, MAX_ROW_BYTES);
    RowEncoder encoder = new AvroRowEncoder(AvroRowPlan.compile(schema, columns), MAX_ROW_BYTES);
    RowProblem problem = encoder.encode(message, 0, message.length, out);
    if (problem == null || out.position() != 0) {
      throw new AssertionError("no problem but " + out.position() + " bytes");
    }
    return problem;
  }

  private static String row(RowEncoder encoder, byte[] message) {
    RowBinaryWriter out = new RowBinaryWriter(64, MAX_ROW_BYTES);
    byte[] within = new byte[message.length + 5];
    System.arraycopy(message, 0, within, 3, message.length);
    RowProblem problem = encoder.encode(within, 3, message.length, out);
    assertNull(problem, () -> problem == null ? "" : problem.sentence());
    return HexFormat.of().formatHex(out.array(), 0, out.position());
  }
}
