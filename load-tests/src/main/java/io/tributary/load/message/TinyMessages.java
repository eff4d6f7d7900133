package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Random;

/** One number: what a row costs whatever is in it. */
public final class TinyMessages implements JsonMessages {
  @Override
  public List<RowColumn> columns() {
    return List.of(column("value", "UInt64"));
  }

  @Override
  public List<String> fields(Random random) {
    JsonFields message = new JsonFields(random);
    return message.json("value", message.number(1_000_000_000)).fields();
  }
}
