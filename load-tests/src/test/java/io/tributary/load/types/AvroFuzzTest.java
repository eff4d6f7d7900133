package io.tributary.load.types;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.avro.AvroText;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, they make one row or one problem, and bounded work. */
final class AvroFuzzTest {
  private static final int SCHEMAS = Integer.getInteger("avro.fuzz", 60);
  private static final int CHANGES = 200;
  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final int MARGIN = 8;

  @Test
  void changedBytesMakeRowsOrProblems() {
    Random random = new Random(7);
    AvroRandom schemas = new AvroRandom(random);
    int rows = 0;
    int problems = 0;
    for (int i = 0; i < SCHEMAS; i++) {
      AvroColumn column = schemas.next();
      Schema schema =
          Schema.createRecord(
              "Row", null, null, false, List.of(new Schema.Field("v", column.schema())));
      AvroSchema writer = AvroSchema.parse(schema.toString(), List.of());
      AvroRowEncoder encoder = new AvroRowEncoder(plan(writer, column.type()), MAX_ROW_BYTES);
      AvroText text = new AvroText(writer);
      for (int j = 0; j < CHANGES; j++) {
        GenericRecord record = new GenericData.Record(schema);
        record.put("v", column.value(j));
        byte[] message = changed(AvroRows.binary(schema, record), random);
        if (encode(encoder, message)) {
          rows++;
        } else {
          problems++;
        }
        RowProblem unused =
            text.write(message, 0, message.length, new RowBinaryWriter(64, MAX_ROW_BYTES));
      }
    }
    assertTrue(rows > CHANGES && problems > CHANGES, rows + " rows, " + problems + " problems");
  }

  private static AvroRowPlan plan(AvroSchema schema, String type) {
    return AvroRowPlan.compile(
        schema,
        List.of(
            new RowColumn("again", ColumnType.parse("Nullable(String)"), "$.v", false),
            new RowColumn("v", ColumnType.parse(type), "$.v", true),
            new RowColumn("none", ColumnType.parse("UInt8"), "$.w", true)));
  }

  /** True for a row. What is around the message and before the row stays as it is. */
  private static boolean encode(AvroRowEncoder encoder, byte[] message) {
    byte[] within = new byte[message.length + 2 * MARGIN];
    Arrays.fill(within, (byte) 2);
    System.arraycopy(message, 0, within, MARGIN, message.length);
    byte[] before = within.clone();
    RowBinaryWriter out = new RowBinaryWriter(64, MAX_ROW_BYTES + Long.BYTES);
    out.writeInt64(0x0102_0304_0506_0708L);
    RowProblem problem = encoder.encode(within, MARGIN, message.length, out);
    assertArrayEquals(before, within);
    assertEquals(8, out.array()[0]);
    if (problem != null) {
      assertEquals(Long.BYTES, out.position());
    } else {
      assertTrue(out.position() > Long.BYTES);
    }
    return problem == null;
  }

  private static byte[] changed(byte[] message, Random random) {
    byte[] changed = message.clone();
    return switch (random.nextInt(5)) {
      case 0 -> Arrays.copyOf(changed, random.nextInt(changed.length + 1));
      case 1 -> Arrays.copyOf(changed, changed.length + 1 + random.nextInt(3));
      case 2 -> {
        byte[] any = new byte[random.nextInt(64)];
        random.nextBytes(any);
        yield any;
      }
      default -> {
        for (int i = random.nextInt(3); i >= 0 && changed.length > 0; i--) {
          int at = random.nextInt(changed.length);
          changed[at] =
              (byte)
                  switch (random.nextInt(4)) {
                    case 0 -> 0xFF;
                    case 1 -> changed[at] ^ (1 << random.nextInt(8));
                    default -> random.nextInt(256);
                  };
        }
        yield changed;
      }
    };
  }
}
