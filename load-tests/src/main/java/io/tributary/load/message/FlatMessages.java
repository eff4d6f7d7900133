package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Random;

/** Many columns of many types side by side, as a table of requests has them. */
public final class FlatMessages implements JsonMessages {
  @Override
  public List<RowColumn> columns() {
    return List.of(
        column("id", "UUID"),
        column("day", "Date"),
        column("second", "DateTime"),
        column("received", "DateTime64(6)"),
        column("user_id", "UInt64"),
        column("account", "Int32"),
        column("country", "LowCardinality(String)"),
        column("city", "String"),
        column("device", "LowCardinality(String)"),
        column("status", "UInt16"),
        column("retries", "Int8"),
        column("duration_ms", "UInt32"),
        column("sent_bytes", "Int64"),
        column("price", "Float64"),
        column("share", "Float32"),
        column("member", "Bool"),
        column("score", "Nullable(Float64)"),
        column("referrer", "Nullable(String)"),
        column("campaign", "LowCardinality(Nullable(String))"),
        column("page", "String"));
  }

  @Override
  public List<String> fields(Random random) {
    JsonFields message = new JsonFields(random);
    message
        .text("id", uuid(message))
        .text("day", "2026-%02d-%02d".formatted(1 + message.number(12), 1 + message.number(28)))
        .text("second", message.second())
        .text("received", message.millisecond() + "%03d".formatted(message.number(1_000)))
        .json("user_id", 1_000_000_000_000L + message.number(1_000_000_000))
        .json("account", message.number(2_000_000) - 1_000_000)
        .text("country", message.pick("DE", "ES", "FR", "PL", "PT", "SE", "US", "JP"))
        .text("city", message.pick("Berlin", "Madrid", "Paris", "Warsaw", "Lisbon", "Stockholm"))
        .text("device", message.pick("phone", "tablet", "desktop"))
        .json("status", message.pick("200", "200", "200", "301", "404", "500"))
        .json("retries", message.number(4))
        .json("duration_ms", message.number(30_000))
        .json("sent_bytes", message.number(Integer.MAX_VALUE));
    return message
        .json("price", message.amount(5_000))
        .json("share", message.number(1_000) / 1_000.0)
        .json("member", message.pick("true", "false"))
        .json("score", message.number(4) == 0 ? "null" : "" + message.amount(100))
        .json("referrer", message.pick("null", "\"https://news.example.com/today\""))
        .json("campaign", message.pick("null", "\"spring\"", "\"summer\""))
        .text("page", "/en/shop/shoes/" + message.number(100_000) + ".html")
        .fields();
  }

  private static String uuid(JsonFields message) {
    return String.join(
        "-", message.hex(8), message.hex(4), message.hex(4), message.hex(4), message.hex(12));
  }
}
