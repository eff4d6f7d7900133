package io.tributary.protocol.frame;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/**
 * One message of the stream between a connector and a gatherer. The writer of a frame chooses the
 * handles: {@code table} and {@code stream} numbers are given by the connector, count from 1, and
 * live as long as the session.
 *
 * <p>Time on the wire is milliseconds since the epoch; byte counts are payload bytes.
 */
public sealed interface Frame {

  /** First frame of a connector. */
  record Hello(int minVersion, int maxVersion, String instance, UUID incarnation, String token)
      implements Frame {}

  /** The gatherer accepts the session and names its limits. */
  record Welcome(int version, String gatherer, UUID incarnation, SessionLimits limits)
      implements Frame {}

  /** The connector needs a table; {@code role} decides the size of its credit. */
  record Ensure(int table, TableRole role, TableDefinition definition) implements Frame {}

  /** Answers {@link Ensure}; sent again whenever the table changes. */
  record Described(int table, TableAnswer answer) implements Frame {}

  /** Declares the layout of batches to come; rows name it by its fingerprint. */
  record DeclareLayout(int table, Layout layout) implements Frame {}

  /**
   * Claims a Kafka partition of a table for this writer.
   *
   * @param run incarnation of the topic, unsigned 32 bit
   * @param epoch grows with each take-over
   * @param from first offset the writer has not seen settled
   */
  record Open(int stream, int table, String topic, int partition, int run, long epoch, long from)
      implements Frame {}

  /** Answers {@link Open}. */
  record Opened(int stream, OpenAnswer answer) implements Frame {}

  /**
   * A batch of rows.
   *
   * @param sequence grows by one with each new batch of the stream, from 0; a repeat keeps its own
   * @param layout fingerprint of a declared layout
   * @param firstOffset lowest Kafka offset of a row in the batch
   * @param lastOffset highest Kafka offset of a row in the batch
   * @param rowCount 1 or more
   * @param compression of the payload
   * @param payload RowBinary rows
   */
  record Rows(
      int stream,
      long sequence,
      long layout,
      long firstOffset,
      long lastOffset,
      int rowCount,
      Compression compression,
      Buffer payload)
      implements Frame {}

  /** The writer still owned the stream's partition; inserts with its rows may run until then. */
  record Renew(int stream, long validUntilMillis) implements Frame {}

  /** The verdict on one batch. */
  record Settled(int stream, long sequence, Verdict verdict) implements Frame {}

  /** The gatherer allows {@code bytes} more payload bytes for a table, over all its streams. */
  record Credit(int table, long bytes) implements Frame {}

  /** Asks for a {@link Pong}. */
  record Ping(long nonce) implements Frame {}

  /** Answers a {@link Ping}; carries the sender's estimate of the database server's clock. */
  record Pong(long nonce, long serverTimeMillis) implements Frame {}

  /** Last frame of either side. */
  record Goodbye(GoodbyeReason reason, String message) implements Frame {}
}
