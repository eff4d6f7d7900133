package io.tributary.protocol.avro;

import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes data of one schema as text: what a String column with the path {@code $} holds, and what
 * keys are stored as. One thread.
 *
 * <p>Records, maps and arrays are JSON. Branches of unions stand there without their names,
 * decimals as numbers, dates and times as ISO 8601, bytes as characters U+0000 to U+00FF. A datum
 * that is a string, an enum, bytes or a time itself is its text without quotes.
 */
public final class AvroText {
  private final TextForm form;
  private final AvroCursor in = new AvroCursor(AvroRowPlan.MAX_DEPTH);

  public AvroText(AvroSchema schema) {
    this.form = new TextForms(new Skips()).of(schema.schema());
  }

  /**
   * Appends the text, without a length before it.
   *
   * @return null when it is written, else why there is none; {@code out} is then as it was
   */
  public @Nullable RowProblem write(byte[] bytes, int offset, int length, RowBinaryWriter out) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int start = out.position();
    in.begin(bytes, offset, length);
    try {
      form.writeBare(in, out);
      in.finish();
      return null;
    } catch (DatumException e) {
      out.truncate(start);
      return RowProblem.ofMessage(ProblemKind.UNDECODABLE, "", e.reason());
    } catch (RowTooLargeException e) {
      out.truncate(start);
      return RowProblem.ofMessage(ProblemKind.TOO_LARGE, "", "its text has " + e.getMessage());
    }
  }
}
