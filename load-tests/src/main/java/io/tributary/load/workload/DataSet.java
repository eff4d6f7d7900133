package io.tributary.load.workload;

import io.tributary.load.message.JsonMessages;
import io.tributary.load.message.LogMessages;
import io.tributary.load.message.OrderMessages;
import io.tributary.load.message.TinyMessages;
import io.tributary.load.message.WideMessages;
import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The data sets that a load run can send. The same seed gives the same messages.
 *
 * <p>Bytes are those of a message on average. Where one tells the time of its event, that is the
 * time at which it was meant to be sent.
 */
public enum DataSet {
  /** Page views and clicks: flat JSON, 206 bytes, 8 columns. */
  W,
  /** The same events as Avro, 100 bytes. */
  W_AVRO,
  /** Orders: JSON of nested objects and arrays, 1.6 kB, 26 columns; a part is not read. */
  N,
  /** The same orders as Avro, 1 kB. */
  N_AVRO,
  /** Log lines: JSON, 0.9 kB, 9 columns of mostly long text with escapes. */
  S,
  /** JSON of 100 columns of 20 types, 2.2 kB. */
  WIDE,
  /** JSON of one number in one column, 18 bytes; no time. */
  TINY;

  /** As scenarios and reports call it. */
  public String label() {
    return switch (this) {
      case W, N, S -> name();
      case W_AVRO -> "W-avro";
      case N_AVRO -> "N-avro";
      case WIDE, TINY -> name().toLowerCase(Locale.ROOT);
    };
  }

  /** Whether messages are Avro behind the id of a schema, and not JSON. */
  public boolean isAvro() {
    return switch (this) {
      case W_AVRO, N_AVRO -> true;
      case W, N, S, WIDE, TINY -> false;
    };
  }

  /**
   * The schema of its Avro messages.
   *
   * @throws IllegalStateException if they are JSON
   */
  public String avroSchema() {
    return switch (this) {
      case W_AVRO -> ClickDatum.SCHEMA;
      case N_AVRO -> OrderDatums.SCHEMA;
      case W, N, S, WIDE, TINY -> throw new IllegalStateException(label() + " is JSON");
    };
  }

  /** Whether messages can be made longer. */
  public boolean canPad() {
    return switch (this) {
      case W, N, S -> true;
      case W_AVRO, N_AVRO, WIDE, TINY -> false;
    };
  }

  /** The SCHEMA that takes these messages, for a datafile. */
  public String schema() {
    return switch (this) {
      case W, W_AVRO -> ClickEvents.SCHEMA;
      case N, N_AVRO -> schema(new OrderMessages());
      case S -> schema(new LogMessages());
      case WIDE -> schema(new WideMessages());
      case TINY -> schema(new TinyMessages());
    };
  }

  /** What the table is ordered by. */
  public String sortingKey() {
    return switch (this) {
      case W, W_AVRO -> "timestamp";
      case N, N_AVRO, S -> "time";
      case WIDE -> "received_0";
      case TINY -> "tuple()";
    };
  }

  /** Lines of a datasource that say how values are written; empty for JSON. */
  public String formatLines() {
    return isAvro() ? "KAFKA_VALUE_FORMAT avro\n" : "";
  }

  /**
   * Messages from the first one on. Avro stands behind the schema id 0.
   *
   * @param leastBytes shorter messages are padded to this size; 0 for as they are
   * @throws IllegalArgumentException if it cannot be padded
   */
  public MessageSource messages(long seed, int leastBytes) {
    if (leastBytes > 0 && !canPad()) {
      throw new IllegalArgumentException(
          "messages of data set %s have no other size than their own".formatted(label()));
    }
    return switch (this) {
      case W -> padded(new ClickEvents(seed), "referrer", seed, leastBytes);
      case W_AVRO -> new ClickDatums(seed);
      case N -> padded(orders(seed), "note", seed, leastBytes);
      case N_AVRO -> new OrderDatums(orders(seed));
      case S ->
          padded(new ShapedMessages(new LogMessages(), "time", seed), "message", seed, leastBytes);
      case WIDE -> new ShapedMessages(new WideMessages(), "received_0", seed);
      case TINY -> new ShapedMessages(new TinyMessages(), "", seed);
    };
  }

  private static ShapedMessages orders(long seed) {
    return new ShapedMessages(new OrderMessages(), "time", seed);
  }

  private static MessageSource padded(
      MessageSource messages, String field, long seed, int leastBytes) {
    return leastBytes == 0
        ? messages
        : new PaddedMessages(messages, field, new PaddedMessages.Padding(seed, leastBytes));
  }

  private static String schema(JsonMessages messages) {
    List<RowColumn> columns = messages.columns();
    return columns.stream()
        .map(
            column ->
                "    `%s` %s `json:%s`"
                    .formatted(column.name(), column.type().sql(), column.shownPath()))
        .collect(Collectors.joining(",\n", "SCHEMA >\n", "\n"));
  }
}
