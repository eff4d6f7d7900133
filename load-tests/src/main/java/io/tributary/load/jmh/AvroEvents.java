package io.tributary.load.jmh;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.load.workload.ClickDatum;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.DataSet;
import io.tributary.load.workload.MessageSource;
import io.tributary.protocol.row.RowColumn;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Data set W as Avro, written by Apache Avro. */
final class AvroEvents {
  private static final long FIRST_MILLIS = Instant.parse("2026-11-21T00:00:00Z").toEpochMilli();

  private AvroEvents() {}

  /** The columns of {@link ClickEvents#SCHEMA}. */
  static List<RowColumn> columns() {
    return List.of(
        column("timestamp", "DateTime64(3)"),
        column("user_id", "UInt64"),
        column("action", "LowCardinality(String)"),
        column("url", "String"),
        column("referrer", "String"),
        column("status", "UInt16"),
        column("amount", "Float64"),
        column("props", "Map(String, String)"));
  }

  /** So many messages without the frame of a registry, the same in each run. */
  static byte[][] messages(int count) {
    MessageSource events = DataSet.W_AVRO.messages(42, 0);
    byte[][] messages = new byte[count][];
    for (int i = 0; i < count; i++) {
      byte[] framed = events.next(FIRST_MILLIS + i);
      messages[i] = Arrays.copyOfRange(framed, ClickDatum.HEADER_BYTES, framed.length);
    }
    return messages;
  }
}
