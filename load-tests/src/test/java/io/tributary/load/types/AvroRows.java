package io.tributary.load.types;

import io.tributary.load.types.Outcome.Broken;
import io.tributary.load.types.Outcome.Refused;
import io.tributary.load.types.Outcome.Stored;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** What our encoder makes of the same data, each in a message of its own. */
final class AvroRows {
  private static final int MAX_ROW_BYTES = 1 << 20;

  private AvroRows() {}

  /** The outcome of the column's first values. */
  static List<Outcome> encode(AvroColumn column, int rows) {
    Schema schema =
        Schema.createRecord(
            "Row",
            null,
            null,
            false,
            List.of(
                new Schema.Field("before", Schema.create(Schema.Type.STRING)),
                new Schema.Field("v", column.schema()),
                new Schema.Field("after", Schema.create(Schema.Type.INT))));
    List<Outcome> outcomes = new ArrayList<>();
    AvroRowEncoder encoder;
    try {
      encoder = new AvroRowEncoder(plan(schema, column.type()), MAX_ROW_BYTES);
    } catch (RowPlanException e) {
      for (int row = 0; row < rows; row++) {
        outcomes.add(new Refused("always: " + e.getMessage()));
      }
      return outcomes;
    }
    RowBinaryWriter out = new RowBinaryWriter(1 << 10, MAX_ROW_BYTES);
    for (int row = 0; row < rows; row++) {
      GenericRecord record = new GenericData.Record(schema);
      record.put("before", AvroTable.BEFORE);
      record.put("v", column.value(row));
      record.put("after", AvroTable.AFTER);
      out.reset();
      outcomes.add(encode(encoder, binary(schema, record), out));
    }
    return outcomes;
  }

  private static AvroRowPlan plan(Schema schema, String type) {
    return AvroRowPlan.compile(
        AvroSchema.parse(schema.toString(), List.of()),
        List.of(column("before", "String"), column("v", type), column("after", "UInt16")));
  }

  private static RowColumn column(String name, String type) {
    return new RowColumn(name, ColumnType.parse(type), "$." + name, false);
  }

  private static Outcome encode(AvroRowEncoder encoder, byte[] message, RowBinaryWriter out) {
    try {
      RowProblem problem = encoder.encode(message, 0, message.length, out);
      return problem == null
          ? new Stored(HexFormat.of().withUpperCase().formatHex(out.array(), 0, out.position()), "")
          : new Refused(problem.sentence());
    } catch (RuntimeException | StackOverflowError e) {
      return new Broken(e.toString());
    }
  }

  static byte[] binary(Schema schema, GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
