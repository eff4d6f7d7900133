package io.tributary.load.jmh;

import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * A batch of data set W as a connector sends it: RowBinary, the columns of the schema and then the
 * meta columns. The same in each run.
 */
final class ClickRows {
  /** What a connector's batch has by default. */
  static final int BATCH_BYTES = 1 << 20;

  private static final long FIRST_MILLIS = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();
  private static final int MAX_ROW_BYTES = 1 << 12;
  private static final int RUN = 1;

  private final byte[] bytes;
  private final int rows;

  private ClickRows(byte[] bytes, int rows) {
    this.bytes = bytes;
    this.rows = rows;
  }

  /** As many bytes, the last row of them cut off where they end. */
  static ClickRows of(int length) {
    RowBinaryWriter out = new RowBinaryWriter(length, length + 2 * MAX_ROW_BYTES);
    JsonRowEncoder encoder =
        new JsonRowEncoder(JsonRowPlan.compile(AvroEvents.columns()), MAX_ROW_BYTES);
    ClickEvents events = new ClickEvents(42);
    byte[] topic = "clicks".getBytes(StandardCharsets.UTF_8);
    int rows = 0;
    for (; out.position() < length; rows++) {
      long millis = FIRST_MILLIS + rows / 100;
      byte[] event = events.next(millis);
      RowProblem problem = encoder.encode(event, 0, event.length, out);
      if (problem != null) {
        throw new IllegalStateException(problem.sentence());
      }
      byte[] key = events.lastUser().getBytes(StandardCharsets.UTF_8);
      out.writeString("");
      out.writeString(topic, 0, topic.length);
      out.writeInt16(0);
      out.writeInt64(rows);
      out.writeInt32((int) (millis / 1000));
      out.writeString(key, 0, key.length);
      out.writeInt32(RUN);
    }
    return new ClickRows(Arrays.copyOf(out.array(), length), rows);
  }

  /** The payload; nobody changes it. */
  byte[] bytes() {
    return bytes;
  }

  /** Rows, 1 or more. */
  int rows() {
    return rows;
  }
}
