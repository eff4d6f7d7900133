package io.tributary.connector.decode;

import io.tributary.protocol.json.JsonText;
import io.tributary.protocol.plan.MetaColumn;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Stores keys that are JSON texts as they came, and nothing else. One thread. */
final class JsonKeyReader implements KeyReader {
  private static final int SHOWN_BYTES = 400;

  private final JsonText json = new JsonText();

  @Override
  public @Nullable RowProblem read(ByteView key, RowBinaryWriter out) {
    String problem = json.problem(key.bytes(), key.offset(), key.length());
    if (problem == null) {
      out.writeString(key.bytes(), key.offset(), key.length());
      return null;
    }
    String beginning =
        new String(
            key.bytes(), key.offset(), Math.min(key.length(), SHOWN_BYTES), StandardCharsets.UTF_8);
    return new RowProblem(
        ProblemKind.UNDECODABLE,
        MetaColumn.KEY.columnName(),
        "the record's key",
        beginning,
        "JSON",
        problem);
  }
}
