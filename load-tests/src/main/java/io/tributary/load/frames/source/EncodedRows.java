package io.tributary.load.frames.source;

import io.netty.buffer.Unpooled;
import io.tributary.connector.uplink.Batch.DeclaredLayout;
import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.MetaLayout;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.LayoutColumn;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Rows of data set W as RowBinary, as a connector would have encoded them for this table: first its
 * columns, then the meta columns. Rows went round the partitions in the order of their time.
 *
 * <p>Behind the last row the first comes again, so that a long run needs little memory; the offset
 * in a row's bytes is then that of the first time.
 *
 * <p>Immutable; any thread.
 */
final class EncodedRows {
  private static final long FIRST_MILLIS = 1_767_225_600_000L; // 2026-01-01

  /** About as fast as a producer fills a topic. */
  private static final int ROWS_PER_MILLI = 200;

  private static final int MOST_ROW_BYTES = 1 << 12;
  private static final int RUN = 1;

  private final DeclaredLayout layout;
  private final List<Partition> partitions;

  /** The rows of one partition, one after the other, and where each of them ends. */
  private static final class Partition {
    final byte[] bytes;
    final int[] ends;

    Partition(byte[] bytes, int[] ends) {
      this.bytes = bytes;
      this.ends = ends;
    }

    int start(int row) {
      return row == 0 ? 0 : ends[row - 1];
    }
  }

  /**
   * Which rows.
   *
   * @param rows of all partitions
   * @param seed the same seed gives the same rows
   */
  record Choice(int rows, int partitions, long seed) {
    Choice {
      if (partitions < 1 || rows < partitions) {
        throw new IllegalArgumentException(rows + " rows cannot fill " + partitions);
      }
    }
  }

  private EncodedRows(DeclaredLayout layout, List<Partition> partitions) {
    this.layout = layout;
    this.partitions = List.copyOf(partitions);
  }

  /** Encodes them; takes about a second for a million. */
  static EncodedRows encode(TablePlan plan, Choice choice) {
    JsonRowEncoder json = new JsonRowEncoder(plan.json(), MOST_ROW_BYTES);
    MetaLayout metaLayout = Objects.requireNonNull(plan.meta());
    MetaFields meta = new MetaFields("frames", RUN);
    ClickEvents events = new ClickEvents(choice.seed());
    int perPartition = choice.rows() / choice.partitions();
    List<RowBinaryWriter> writers = new ArrayList<>();
    List<int[]> ends = new ArrayList<>();
    for (int partition = 0; partition < choice.partitions(); partition++) {
      writers.add(new RowBinaryWriter(1 << 20, Integer.MAX_VALUE - 8));
      ends.add(new int[perPartition]);
    }
    for (int row = 0; row < perPartition * choice.partitions(); row++) {
      int partition = row % choice.partitions();
      int offset = row / choice.partitions();
      RowBinaryWriter out = writers.get(partition);
      long millis = FIRST_MILLIS + row / ROWS_PER_MILLI;
      byte[] event = events.next(millis);
      RowProblem problem = json.encode(event, 0, event.length, out);
      if (problem != null) {
        throw new IllegalStateException("data set W does not fit: " + problem.reason());
      }
      byte[] key = events.lastUser().getBytes(StandardCharsets.UTF_8);
      out.writeVarUInt(0);
      meta.writePlace(partition, offset, millis, metaLayout, out);
      out.writeString(key, 0, key.length);
      meta.writeRun(out);
      ends.get(partition)[offset] = out.position();
    }
    List<Partition> partitions = new ArrayList<>();
    for (int partition = 0; partition < choice.partitions(); partition++) {
      RowBinaryWriter out = writers.get(partition);
      partitions.add(
          new Partition(Arrays.copyOf(out.array(), out.position()), ends.get(partition)));
    }
    return new EncodedRows(DeclaredLayout.of(plan.layout()), partitions);
  }

  /** What the rows were encoded for. */
  DeclaredLayout layout() {
    return layout;
  }

  /** Names of the columns in the order of the bytes. */
  List<String> columns() {
    return layout.layout().columns().stream().map(LayoutColumn::name).toList();
  }

  /** The partitions that have rows. */
  int partitions() {
    return partitions.size();
  }

  /**
   * The bytes themselves of so many rows, which no one may change.
   *
   * @param offset of the first row, a multiple of {@code rows}
   */
  Buffer payload(int partition, long offset, int rows) {
    Partition from = partitions.get(partition % partitions.size());
    int first = first(from, offset, rows);
    int start = from.start(first);
    return BufferInternal.buffer(
        Unpooled.wrappedBuffer(from.bytes, start, from.ends[first + rows - 1] - start));
  }

  /** The same as a stream. */
  ByteArrayInputStream stream(int partition, long offset, int rows) {
    Partition from = partitions.get(partition % partitions.size());
    int first = first(from, offset, rows);
    int start = from.start(first);
    return new ByteArrayInputStream(from.bytes, start, from.ends[first + rows - 1] - start);
  }

  private static int first(Partition from, long offset, int rows) {
    int batches = from.ends.length / rows;
    if (batches == 0) {
      throw new IllegalArgumentException(
          "a batch of %d rows, and a partition has %d".formatted(rows, from.ends.length));
    }
    return (int) (offset / rows % batches) * rows;
  }
}
