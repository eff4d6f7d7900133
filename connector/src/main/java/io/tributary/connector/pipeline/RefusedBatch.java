package io.tributary.connector.pipeline;

import io.tributary.connector.uplink.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch that ClickHouse refused, while its rows are stored or quarantined part by part. It is
 * settled when each of its rows is.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class RefusedBatch {

  /** Rows are cut into so many parts, and those of a refused part again. */
  private static final int PARTS = 64;

  /** So many rows, or fewer, are cut into single ones at once. */
  private static final int SINGLE_ROWS = 1_024;

  /**
   * A row that ClickHouse refuses alone.
   *
   * @param reason ClickHouse's words
   */
  record GuiltyRow(long offset, String reason) {}

  private final Batch batch;
  private final Origin.Whole origin;
  private final List<GuiltyRow> guilty = new ArrayList<>();
  private int openRows;
  private int quarantining;
  private boolean fetching;

  RefusedBatch(Batch batch, Origin.Whole origin) {
    this.batch = batch;
    this.origin = origin;
    this.openRows = batch.rowCount();
  }

  PartitionLane lane() {
    return origin.lane();
  }

  Origin.Whole origin() {
    return origin;
  }

  String topic() {
    return batch.stream().topic();
  }

  int rows() {
    return batch.rowCount();
  }

  /** Payload bytes of the whole batch, which stay in memory until it is settled. */
  int bytes() {
    return batch.bytes();
  }

  /** Cuts rows into parts of nearly equal size, down to one row. */
  List<Batch> parts(int firstRow, int rows) {
    int count = rows <= SINGLE_ROWS ? rows : PARTS;
    List<Batch> parts = new ArrayList<>(count);
    int from = firstRow;
    for (int i = 0; i < count; i++) {
      int size = rows / count + (i < rows % count ? 1 : 0);
      parts.add(part(from, size));
      from += size;
    }
    return parts;
  }

  private Batch part(int firstRow, int rows) {
    RowIndex index = origin.batch().index();
    int lastRow = firstRow + rows - 1;
    return batch.part(
        new Batch.Offsets(index.offset(firstRow), index.offset(lastRow), rows),
        origin.batch().payload(index.start(firstRow), index.end(lastRow)),
        new Origin.Part(this, firstRow, rows));
  }

  /** The row was refused alone. */
  void guilty(int row, String reason) {
    guilty.add(new GuiltyRow(origin.batch().index().offset(row), reason));
  }

  /** Takes the guilty rows that were found since the last call, {@code most} at most. */
  List<GuiltyRow> takeGuilty(int most) {
    List<GuiltyRow> first = guilty.subList(0, Math.min(most, guilty.size()));
    List<GuiltyRow> taken =
        first.stream().sorted((a, b) -> Long.compare(a.offset(), b.offset())).toList();
    first.clear();
    return taken;
  }

  /** These were taken and are to be taken again first. */
  void putBack(List<GuiltyRow> rows) {
    guilty.addAll(0, rows);
  }

  /** True when guilty rows wait to be read again and no reading is under way; now one is. */
  boolean beginFetch() {
    if (fetching || guilty.isEmpty()) {
      return false;
    }
    fetching = true;
    return true;
  }

  /** A batch of guilty rows goes to the quarantine. */
  void quarantining() {
    quarantining++;
  }

  /** One of them is durable; true when all are, and the next rows may be read. */
  boolean quarantined() {
    quarantining--;
    return endFetch();
  }

  /**
   * What was read has been sent. The next is read when that is durable, so that a bounded number of
   * records is in memory; true when that is so already.
   */
  boolean endFetch() {
    fetching = quarantining > 0;
    return !fetching;
  }

  /** So many rows are durable in the table or in its quarantine; true when all are. */
  boolean settled(int rows) {
    openRows -= rows;
    return openRows == 0;
  }
}
