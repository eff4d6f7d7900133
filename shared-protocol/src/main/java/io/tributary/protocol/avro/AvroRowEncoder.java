package io.tributary.protocol.avro;

import io.tributary.protocol.row.ElementCollector;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowAssembly;
import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Encodes messages as rows of a plan, one after the other. Reads each message once; allocates
 * nothing for a message once its buffers have grown, but for floating-point numbers that become
 * text or a Decimal and arrays and objects in Dynamic columns. One thread.
 *
 * <p>Failure semantics: a message becomes exactly one row or exactly one problem, and a problem
 * leaves no byte behind and does not touch the messages after it.
 */
public final class AvroRowEncoder implements RowEncoder {
  private static final int MIN_ROW_BYTES = 64;

  private final int maxRowBytes;
  private final AvroCursor in = new AvroCursor(AvroRowPlan.MAX_DEPTH);
  private final RowTarget target;
  private final Step root;
  // Null when messages bring their values in another order than the columns have.
  private final @Nullable StraightRow straight;

  /**
   * @param maxRowBytes limit of one row, 64 or more; up to so much memory is kept for values that
   *     come out of order, for each column whose path goes through arrays, and for JSON text
   * @throws io.tributary.protocol.row.RowPlanException never for a plan that was compiled
   */
  public AvroRowEncoder(AvroRowPlan plan, int maxRowBytes) {
    if (maxRowBytes < MIN_ROW_BYTES) {
      throw new IllegalArgumentException(
          "a row may have at least %d bytes, not %d".formatted(MIN_ROW_BYTES, maxRowBytes));
    }
    this.maxRowBytes = maxRowBytes;
    Skips skips = new Skips();
    ValueReaders readers =
        new ValueReaders(plan.serverZone(), plan.timeFormat(), skips, maxRowBytes);
    int count = plan.columns().size();
    byte[][] zeros = new byte[count][];
    @Nullable ElementCollector[] collectors = new ElementCollector[count];
    for (int i = 0; i < count; i++) {
      zeros[i] = readers.missing(plan.columns().get(i).type());
      if (plan.levels(i) > 0) {
        byte[] missing = readers.missing(plan.elementType(i));
        collectors[i] = new ElementCollector(plan.levels(i), missing, maxRowBytes);
      }
    }
    RowAssembly row = new RowAssembly(plan.columns(), zeros, maxRowBytes);
    this.target = new RowTarget(plan.columns(), row, collectors);
    Schema schema = plan.schema().schema();
    this.root = new Steps(plan, target, skips, readers).at(plan.root(), schema);
    this.straight = StraightRows.of(root, plan.columns(), zeros);
  }

  /**
   * Appends the columns of one row in plan order, or leaves {@code out} as it was and says why.
   *
   * @param bytes the datum is in {@code length} bytes from {@code offset} on, without a header
   * @param out should have room for the largest row; with less room, a row that does not fit is a
   *     problem too
   * @return null when the row was appended
   */
  @Override
  public @Nullable RowProblem encode(byte[] bytes, int offset, int length, RowBinaryWriter out) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int start = out.position();
    int limit = out.limit();
    int most = Math.min(maxRowBytes, out.remaining());
    out.limit(start + most);
    RowProblem problem = null;
    try {
      in.begin(bytes, offset, length);
      if (straight != null) {
        straight.write(in, out, target);
        in.finish();
      } else {
        target.begin(out);
        root.run(in);
        in.finish();
        target.finish();
      }
    } catch (DatumException e) {
      problem = e.problem(target);
    } catch (RowTooLargeException e) {
      problem =
          RowProblem.ofMessage(
              ProblemKind.TOO_LARGE, "", "its row has more than " + most + " bytes");
    } finally {
      out.limit(limit);
    }
    if (problem != null) {
      out.truncate(start);
    }
    return problem;
  }
}
