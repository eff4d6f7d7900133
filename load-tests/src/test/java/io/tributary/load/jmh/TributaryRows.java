package io.tributary.load.jmh;

import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;

/** The product's encoder, which takes any schema, any order, and checks values. */
final class TributaryRows implements RowParser {
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final JsonRowEncoder encoder =
      new JsonRowEncoder(JsonRowPlan.compile(JsonWorkload.REFERENCE.columns()), MAX_ROW_BYTES);

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) {
    RowProblem problem = encoder.encode(message, 0, length, out);
    if (problem != null) {
      throw new IllegalStateException(problem.sentence());
    }
  }
}
