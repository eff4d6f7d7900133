package io.tributary.gatherer.chunk;

import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.MetaLayout;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.rowbinary.RowTooLargeException;
import io.tributary.protocol.table.Layout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Makes RowBinary rows of JSON values for one table, as it is, and for one source. The offset of a
 * row is written later, when it is known: it stands at a fixed distance from the row's end.
 *
 * <pre>
 *  columns of messages │ __value │ __topic │ __partition │ __offset │ __timestamp │ __key │ __run │ [__headers]
 *                                                         ▲ 8 bytes    4 or 8        1       4        1
 * </pre>
 *
 * <p>Belongs to one thread.
 */
public final class RowMaker {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final TablePlan plan;
  private final long fingerprint;
  private final JsonRowEncoder json;
  private final SourcePartition source;
  private final @Nullable MetaLayout metaLayout;
  private final MetaFields meta;
  private final int maxRowBytes;
  private final int offsetBeforeEnd;

  /**
   * @param source where rows are said to come from
   * @param maxRowBytes a row with more bytes is a problem
   */
  public RowMaker(TablePlan plan, SourcePartition source, int maxRowBytes) {
    this.plan = plan;
    this.fingerprint = plan.layout().fingerprint();
    this.json = new JsonRowEncoder(plan.json(), maxRowBytes);
    this.source = source;
    this.metaLayout = plan.meta();
    this.meta = new MetaFields(source.topic(), source.run());
    this.maxRowBytes = maxRowBytes;
    this.offsetBeforeEnd = metaLayout == null ? 0 : offsetBeforeEnd(metaLayout);
  }

  private static int offsetBeforeEnd(MetaLayout layout) {
    int timestamp = layout.timestampDigits() < 0 ? Integer.BYTES : Long.BYTES;
    int emptyKey = 1;
    int noHeaders = layout.stored().headers() ? 1 : 0;
    return Long.BYTES + timestamp + emptyKey + Integer.BYTES + noHeaders;
  }

  /** What it makes rows for. */
  public TablePlan plan() {
    return plan;
  }

  /** Columns of a row. */
  public Layout layout() {
    return plan.layout();
  }

  /** Fingerprint of {@link #layout}. */
  public long fingerprint() {
    return fingerprint;
  }

  /**
   * Appends the row of a value, with offset 0, or leaves {@code out} as it was and says why it has
   * none.
   *
   * @param acceptedMillis since 1970, for {@code __timestamp}
   */
  public @Nullable RowProblem make(
      byte[] bytes, int offset, int length, long acceptedMillis, RowBinaryWriter out) {
    int start = out.position();
    int limit = out.limit();
    out.limit(start + Math.min(maxRowBytes, out.remaining()));
    RowProblem problem;
    try {
      problem = json.encode(bytes, offset, length, out);
      if (problem == null) {
        writeMeta(bytes, offset, length, acceptedMillis, out);
      }
    } catch (RowTooLargeException e) {
      problem =
          RowProblem.ofMessage(
              ProblemKind.TOO_LARGE, "", "the row has more than " + maxRowBytes + " bytes");
    } finally {
      out.limit(limit);
    }
    if (problem != null) {
      out.truncate(start);
    }
    return problem;
  }

  private void writeMeta(
      byte[] bytes, int offset, int length, long acceptedMillis, RowBinaryWriter out) {
    MetaLayout layout = metaLayout;
    if (layout == null) {
      return;
    }
    if (layout.stored().rawValue()) {
      out.writeString(bytes, offset, length);
    } else {
      out.writeVarUInt(0);
    }
    meta.writePlace(source.partition(), 0, acceptedMillis, layout, out);
    out.writeVarUInt(0);
    meta.writeRun(out);
    if (layout.stored().headers()) {
      out.writeVarUInt(0);
    }
  }

  /** Writes the offset of a row that ends there. */
  void stamp(byte[] rows, int rowEnd, long offset) {
    if (offsetBeforeEnd > 0) {
      LONGS.set(rows, rowEnd - offsetBeforeEnd, offset);
    }
  }
}
