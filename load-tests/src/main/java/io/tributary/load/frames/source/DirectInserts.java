package io.tributary.load.frames.source;

import io.tributary.load.baseline.ReadyRowsClient;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The same rows straight into ClickHouse by {@code client-v2}, one insert after the other.
 *
 * <p>Thread: one at a time; calls block.
 */
final class DirectInserts implements AutoCloseable {
  private static final long HIGHEST_MICROS = 3_600_000_000L;

  private final ReadyRowsClient client;
  private long batches;

  DirectInserts(String url, String database) {
    this.client = new ReadyRowsClient(url, database);
  }

  /**
   * What an insert holds.
   *
   * @param batches one after the other, of the partitions in turn, as in a gatherer's insert
   * @param batchRows rows of each
   */
  record Shape(int batches, int batchRows) {}

  /** So many inserts; returns the nanoseconds that they took. */
  long insert(String table, EncodedRows ready, Shape shape, long inserts) throws Exception {
    long began = System.nanoTime();
    for (long i = 0; i < inserts; i++) {
      insert(table, ready, shape);
    }
    return System.nanoTime() - began;
  }

  /** Inserts at their times, one at a time; returns microseconds from when they were due. */
  Histogram insertPaced(String table, EncodedRows ready, Shape shape, Pace.Schedule schedule)
      throws Exception {
    Histogram micros = new Histogram(HIGHEST_MICROS, 3);
    for (long i = 0; i < schedule.batches(); i++) {
      long due = schedule.dueNanos(i);
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      insert(table, ready, shape);
      micros.recordValue(Math.clamp((System.nanoTime() - due) / 1000, 0, HIGHEST_MICROS));
    }
    return micros;
  }

  private void insert(String table, EncodedRows ready, Shape shape) throws Exception {
    List<InputStream> rows = new ArrayList<>();
    for (int i = 0; i < shape.batches(); i++) {
      long batch = batches++;
      rows.add(
          ready.stream(
              (int) (batch % ready.partitions()),
              batch / ready.partitions() * shape.batchRows(),
              shape.batchRows()));
    }
    client.insert(table, ready.columns(), new SequenceInputStream(Collections.enumeration(rows)));
  }

  @Override
  public void close() {
    client.close();
  }
}
