package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes messages for tests, and checks what every encoding must keep. */
final class Encoding {
  static final int MAX_ROW = 1 << 20;

  private final JsonRowEncoder encoder;
  private final RowBinaryWriter out = new RowBinaryWriter(16, 2 * MAX_ROW);

  Encoding(RowColumn... columns) {
    this(ZoneOffset.UTC, columns);
  }

  Encoding(ZoneId zone, RowColumn... columns) {
    encoder =
        new JsonRowEncoder(
            JsonRowPlan.compile(List.of(columns), zone, DateTimeInputFormat.BEST_EFFORT), MAX_ROW);
  }

  static RowColumn column(String name, String type, @Nullable String path) {
    return new RowColumn(name, ColumnType.parse(type), path, false);
  }

  static RowColumn marked(String name, String type, String path) {
    return new RowColumn(name, ColumnType.parse(type), path, true);
  }

  /** The column {@code c} of {@code $.c} between two of fixed width. */
  static Encoding between(String type) {
    return new Encoding(
        column("a", "UInt8", "$.a"), column("c", type, "$.c"), column("z", "UInt32", "$.z"));
  }

  /** Hex of the middle column's bytes when the message has this value for it. */
  String middle(String value) {
    String row = hex("{\"a\":7,\"c\":" + value + ",\"z\":67305985}");
    assertEquals("07", row.substring(0, 2), row);
    assertEquals("01020304", row.substring(row.length() - 8), row);
    String moved = hex("{\"c\":" + value + ",\"z\":67305985,\"a\":7}");
    assertEquals(row, moved, "the order of the fields changes the row");
    return row.substring(2, row.length() - 8);
  }

  /** The problem of a message with this value for the middle column. */
  RowProblem refused(String value) {
    return problem("{\"a\":7,\"c\":" + value + ",\"z\":67305985}");
  }

  String hex(String message) {
    byte[] row = row(message.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(row);
  }

  /** The row; the message stands in the middle of its array. */
  byte[] row(byte[] message) {
    out.reset();
    out.writeInt16(0x5A5A);
    RowProblem problem = encode(message);
    assertNull(problem, () -> "refused: " + (problem == null ? "" : problem.sentence()));
    return Arrays.copyOfRange(out.array(), 2, out.position());
  }

  RowProblem problem(String message) {
    return problem(message.getBytes(StandardCharsets.UTF_8));
  }

  RowProblem problem(byte[] message) {
    out.reset();
    out.writeInt16(0x5A5A);
    RowProblem problem = encode(message);
    assertNotNull(problem, () -> "taken: " + new String(message, StandardCharsets.UTF_8));
    assertEquals(2, out.position(), "a refused message leaves bytes behind");
    return problem;
  }

  @Nullable RowProblem encode(byte[] message) {
    byte[] padded = new byte[message.length + 5];
    Arrays.fill(padded, (byte) '"');
    System.arraycopy(message, 0, padded, 3, message.length);
    int limit = out.limit();
    RowProblem problem = encoder.encode(padded, 3, message.length, out);
    assertEquals(limit, out.limit(), "the limit of the writer has changed");
    return problem;
  }

  byte[] written() {
    return Arrays.copyOf(out.array(), out.position());
  }

  void reset() {
    out.reset();
  }
}
