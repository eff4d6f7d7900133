package io.tributary.connector.uplink;

import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.table.Layout;
import io.vertx.core.buffer.Buffer;

/**
 * Rows of one stream on their way. The payload must not be changed before the batch is settled: it
 * may have to be sent again.
 *
 * @param stream where it belongs
 * @param layout the columns its rows were encoded for
 * @param offsets which ones its rows came from
 * @param kind suspect rows are part of a batch that was refused
 * @param payload RowBinary
 * @param origin what the sender wants to have back with the verdict
 */
public record Batch(
    StreamLink stream,
    DeclaredLayout layout,
    Offsets offsets,
    RowsKind kind,
    Buffer payload,
    Object origin) {

  /** Some rows of this batch, which was refused, as a batch of their own. */
  public Batch part(Offsets some, Buffer rows, Object newOrigin) {
    return new Batch(stream, layout, some, RowsKind.SUSPECT, rows, newOrigin);
  }

  /** Lowest Kafka offset in it. */
  public long firstOffset() {
    return offsets.first();
  }

  /** Highest Kafka offset in it. */
  public long lastOffset() {
    return offsets.last();
  }

  /** Rows, 1 or more. */
  public int rowCount() {
    return offsets.rows();
  }

  /**
   * Which offsets some rows came from.
   *
   * @param first lowest one
   * @param last highest one
   * @param rows how many rows, 1 or more
   */
  public record Offsets(long first, long last, int rows) {}

  /** A layout with its fingerprint, which is not computed for every batch. */
  public record DeclaredLayout(Layout layout, long fingerprint) {
    public static DeclaredLayout of(Layout layout) {
      return new DeclaredLayout(layout, layout.fingerprint());
    }
  }

  /** Payload bytes. */
  public int bytes() {
    return payload.length();
  }

  /** What the batch costs of the table's credit, and of the memory for unsettled batches. */
  public int credit() {
    return SessionLimits.creditOf(bytes());
  }
}
