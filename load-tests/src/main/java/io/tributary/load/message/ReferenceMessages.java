package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Random;

/** The schema that figures of other programs are known for. */
public final class ReferenceMessages implements JsonMessages {
  @Override
  public List<RowColumn> columns() {
    return List.of(
        column("ts", "DateTime64(3)"),
        column("user_id", "UInt64"),
        column("action", "LowCardinality(String)"),
        column("url", "String"),
        column("amount", "Float64"),
        column("props", "Map(String, String)"));
  }

  @Override
  public List<String> fields(Random random) {
    JsonFields message = new JsonFields(random);
    return message
        .text("ts", message.millisecond())
        .json("user_id", message.number(10_000_000))
        .text("action", message.pick("view", "click", "buy"))
        .text("url", "https://example.com/item/" + message.number(1_000_000))
        .json("amount", message.amount(1_000))
        .json(
            "props",
            new JsonFields(random)
                .text("browser", "firefox")
                .text("country", "de")
                .text("version", "" + message.number(100))
                .object())
        .fields();
  }
}
