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
 * <p>Time on the wire is milliseconds since the epoch; byte counts are payload bytes. The
 * constructors refuse, with an {@link IllegalArgumentException}, what PROTOCOL.md forbids.
 */
public sealed interface Frame {
  /** Highest number a protocol version can ever have. */
  int MAX_VERSION_NUMBER = 65_535;

  /**
   * First frame of a connector.
   *
   * @param minVersion lowest protocol version the connector speaks, 1 to 65,535
   * @param maxVersion highest one, not below {@code minVersion}
   * @param instance stable name of the instance, 1 to 255 characters
   * @param incarnation new with each start of the process
   * @param token secret shared by all parts, 0 to 1,024 characters; never shown
   */
  record Hello(int minVersion, int maxVersion, String instance, UUID incarnation, String token)
      implements Frame {
    public Hello {
      if (minVersion < 1 || maxVersion < minVersion || maxVersion > MAX_VERSION_NUMBER) {
        throw new BrokenRule(
            Rule.VERSION_RANGE, "not a range of versions: " + minVersion + ".." + maxVersion);
      }
      Check.length("instance", instance, 1, 255);
      Check.length("token", token, 0, 1_024);
    }

    @Override
    public String toString() {
      return "Hello[minVersion=%d, maxVersion=%d, instance=%s, incarnation=%s, token=***]"
          .formatted(minVersion, maxVersion, instance, incarnation);
    }
  }

  /**
   * The gatherer accepts the session and names its limits.
   *
   * @param version chosen one, 1 to 65,535
   * @param gatherer stable name of the gatherer, 1 to 255 characters
   * @param incarnation new with each start of the process
   * @param limits of this session
   */
  record Welcome(int version, String gatherer, UUID incarnation, SessionLimits limits)
      implements Frame {
    public Welcome {
      if (version < 1 || version > MAX_VERSION_NUMBER) {
        throw new BrokenRule(Rule.VERSION_RANGE, "not a version: " + version);
      }
      Check.length("gatherer", gatherer, 1, 255);
    }
  }

  /** The connector needs a table; {@code role} decides the size of its credit. */
  record Ensure(int table, TableRole role, TableDefinition definition) implements Frame {
    public Ensure {
      Check.handle("table", table);
    }
  }

  /** Answers {@link Ensure}; sent again whenever the table changes. */
  record Described(int table, TableAnswer answer) implements Frame {
    public Described {
      Check.handle("table", table);
    }
  }

  /** Declares the layout of batches to come; rows name it by its fingerprint. */
  record DeclareLayout(int table, Layout layout) implements Frame {
    public DeclareLayout {
      Check.handle("table", table);
    }
  }

  /** Claims a Kafka partition of a table for this writer. */
  record Open(int stream, int table, Claim claim) implements Frame {
    public Open {
      Check.handle("stream", stream);
      Check.handle("table", table);
    }
  }

  /** Answers {@link Open}. */
  record Opened(int stream, OpenAnswer answer) implements Frame {
    public Opened {
      Check.handle("stream", stream);
    }
  }

  /**
   * A batch of rows.
   *
   * @param sequence grows by one with each new batch of the stream, from 0; a repeat keeps its own
   * @param layout fingerprint of a declared layout
   * @param firstOffset lowest Kafka offset of a row in the batch
   * @param lastOffset highest Kafka offset of a row in the batch
   * @param rowCount 1 or more, not more than there are offsets from first to last
   * @param kind fresh, or part of a batch that was refused
   * @param compression of the payload
   * @param payload RowBinary rows, not empty; nobody changes it any more
   */
  record Rows(
      int stream,
      long sequence,
      long layout,
      long firstOffset,
      long lastOffset,
      int rowCount,
      RowsKind kind,
      Compression compression,
      Buffer payload)
      implements Frame {
    public Rows {
      Check.handle("stream", stream);
      Check.notNegative("sequence", sequence);
      Check.range("rowCount", rowCount, 1, Integer.MAX_VALUE);
      boolean ordered = firstOffset >= 0 && lastOffset >= firstOffset;
      if (!ordered || rowCount - 1 > lastOffset - firstOffset) {
        throw new BrokenRule(
            Rule.OFFSET_ORDER,
            "%d rows cannot have the offsets %d..%d".formatted(rowCount, firstOffset, lastOffset));
      }
      if (payload.length() == 0) {
        throw new BrokenRule(Rule.EMPTY_PAYLOAD, rowCount + " rows without a byte");
      }
    }

    @Override
    public String toString() {
      return ("Rows[stream=%d, sequence=%d, layout=%016x, firstOffset=%d, lastOffset=%d,"
              + " rowCount=%d, kind=%s, compression=%s, payload=%d bytes]")
          .formatted(
              stream,
              sequence,
              layout,
              firstOffset,
              lastOffset,
              rowCount,
              kind,
              compression,
              payload.length());
    }
  }

  /** The writer still owned the stream's partition; inserts with its rows may run until then. */
  record Renew(int stream, long validUntilMillis) implements Frame {
    public Renew {
      Check.handle("stream", stream);
      Check.notNegative("validUntilMillis", validUntilMillis);
    }
  }

  /** The verdict on one batch. */
  record Settled(int stream, long sequence, Verdict verdict) implements Frame {
    public Settled {
      Check.handle("stream", stream);
      Check.notNegative("sequence", sequence);
    }
  }

  /** The gatherer allows {@code bytes} more payload bytes for a table, over all its streams. */
  record Credit(int table, long bytes) implements Frame {
    public Credit {
      Check.handle("table", table);
      Check.range("bytes", bytes, 1, Long.MAX_VALUE);
    }
  }

  /** Asks for a {@link Pong}. */
  record Ping(long nonce) implements Frame {}

  /**
   * Answers a {@link Ping}.
   *
   * @param nonce of the ping
   * @param serverTimeMillis the gatherer's estimate of the database server's clock, 0 for none yet
   */
  record Pong(long nonce, long serverTimeMillis) implements Frame {
    public Pong {
      Check.notNegative("serverTimeMillis", serverTimeMillis);
    }
  }

  /** Says which offsets are settled; nothing answers it. */
  record Delivered(int table, DeliveryReport report) implements Frame {
    public Delivered {
      Check.handle("table", table);
    }
  }

  /**
   * Last frame of either side.
   *
   * @param reason why the session ends
   * @param message one line for the operator; a longer text is cut
   */
  record Goodbye(GoodbyeReason reason, String message) implements Frame {
    public Goodbye {
      message = MessageLine.of(message);
    }
  }
}
