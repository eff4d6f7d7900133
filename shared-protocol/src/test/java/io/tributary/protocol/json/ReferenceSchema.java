package io.tributary.protocol.json;

import static io.tributary.protocol.json.Encoding.column;

import io.tributary.protocol.row.RowColumn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** The schema that this project measures with, and messages for it. */
final class ReferenceSchema {
  private ReferenceSchema() {}

  static List<RowColumn> columns() {
    return List.of(
        column("ts", "DateTime64(3)", "$.ts"),
        column("user_id", "UInt64", "$.user_id"),
        column("action", "LowCardinality(String)", "$.action"),
        column("url", "String", "$.url"),
        column("amount", "Float64", "$.amount"),
        column("props", "Map(String, String)", "$.props"));
  }

  /** Members of a message's object, in plan order. */
  static List<String> fields(Random random) {
    return new ArrayList<>(
        List.of(
            "\"ts\":\"2026-%02d-%02d %02d:%02d:%02d.%03d\""
                .formatted(
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(24),
                    random.nextInt(60),
                    random.nextInt(60),
                    random.nextInt(1_000)),
            "\"user_id\":" + Long.toUnsignedString(random.nextLong()),
            "\"action\":\"" + List.of("view", "click", "käufe").get(random.nextInt(3)) + "\"",
            "\"url\":\"https://example.com/item/" + random.nextInt(1_000_000) + "?ref=mail\"",
            "\"amount\":" + random.nextDouble() * random.nextInt(10_000),
            "\"props\":{\"browser\":\"firefox\",\"country\":\"de\",\"v\":\""
                + random.nextInt(100)
                + "\"}"));
  }

  static byte[] message(Random random) {
    return join(fields(random));
  }

  static byte[] shuffled(Random random) {
    List<String> fields = fields(random);
    Collections.shuffle(fields, random);
    return join(fields);
  }

  static byte[] join(List<String> fields) {
    return ("{" + String.join(",", fields) + "}").getBytes(StandardCharsets.UTF_8);
  }
}
