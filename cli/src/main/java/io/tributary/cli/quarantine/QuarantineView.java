package io.tributary.cli.quarantine;

import io.tributary.cli.gatherer.GathererClient;
import io.tributary.cli.terminal.TextTable;
import io.tributary.protocol.wording.Wording;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Quarantined rows as lines, for people or for programs. Everything that came from a record is
 * shown on one line, without characters that would move a terminal's cursor.
 *
 * <p>Thread: one, which blocks.
 */
public final class QuarantineView {
  private static final int SHOWN_CHARS = 300;
  private static final int SHOWN_BYTES = 32;

  private final GathererClient gatherer;

  /** For whom the lines are. */
  public enum Form {
    TEXT,
    JSON
  }

  public QuarantineView(GathererClient gatherer) {
    this.gatherer = gatherer;
  }

  /** How many rows there are, by datasource and reason; no line when there is none. */
  public List<String> counts(Form form) {
    List<JsonObject> counts =
        new ArrayList<>(gatherer.get("").toString().lines().map(JsonObject::new).toList());
    counts.sort(
        Comparator.comparing((JsonObject row) -> row.getString("datasource"))
            .thenComparing(row -> row.getString("reason")));
    if (counts.isEmpty()) {
      return List.of();
    }
    return switch (form) {
      case JSON -> counts.stream().map(QuarantineView::countJson).toList();
      case TEXT ->
          TextTable.lines(
              "datasource\treason\trows\treplayed\tfirst (UTC)\tlast (UTC)\n"
                  + counts.stream()
                      .map(
                          row ->
                              String.join(
                                  "\t",
                                  row.getString("datasource"),
                                  row.getString("reason"),
                                  row.getString("rows"),
                                  row.getString("replayed"),
                                  moment(row.getString("first")),
                                  moment(row.getString("last"))))
                      .collect(Collectors.joining("\n")));
    };
  }

  private static String countJson(JsonObject row) {
    return row.copy()
        .put("rows", Long.parseLong(row.getString("rows")))
        .put("replayed", Long.parseLong(row.getString("replayed")))
        .encode();
  }

  /** 2026-01-31T12:00:00Z as 2026-01-31 12:00:00. */
  private static String moment(String instant) {
    return instant.replace('T', ' ').replace("Z", "");
  }

  /** Some rows of a datasource, in the order of partitions and offsets. */
  public List<String> rows(String datasource, RowChoice choice, int limit, Form form) {
    List<String> lines = new ArrayList<>();
    gatherer
        .get("/" + URLEncoder.encode(datasource, StandardCharsets.UTF_8) + choice.limited(limit))
        .toString()
        .lines()
        .map(JsonObject::new)
        .forEach(
            row -> {
              switch (form) {
                case JSON -> lines.add(rowJson(row));
                case TEXT -> addText(row, lines);
              }
            });
    return lines;
  }

  private static void addText(JsonObject row, List<String> lines) {
    String replayed = row.getString("replayed");
    lines.add(
        "partition %s, offset %s, %s, %s%s"
            .formatted(
                row.getString("partition"),
                row.getString("offset"),
                moment(instant(row)),
                row.getString("reason"),
                replayed.isEmpty() ? "" : ", replayed " + moment(replayed)));
    byte[] key = decoded(row, "key");
    if (key.length > 0) {
      lines.add("  key    " + shown(key));
    }
    byte[] value = decoded(row, "value");
    long length = Long.parseLong(row.getString("length"));
    lines.add(
        "  value  "
            + shown(value)
            + (length > value.length ? " (%d bytes)".formatted(length) : ""));
    for (Object error : row.getJsonArray("errors", new JsonArray())) {
      lines.add("  error  " + Wording.shown(error.toString(), SHOWN_CHARS));
    }
  }

  private static String rowJson(JsonObject row) {
    JsonObject json =
        new JsonObject()
            .put("topic", row.getString("topic"))
            .put("run", Long.parseLong(row.getString("run")))
            .put("partition", Integer.parseInt(row.getString("partition")))
            .put("offset", Long.parseLong(row.getString("offset")))
            .put("timestamp", instant(row))
            .put("reason", row.getString("reason"))
            .put("columns", row.getJsonArray("columns"))
            .put("errors", row.getJsonArray("errors"))
            .put("length", Long.parseLong(row.getString("length")));
    putBytes(json, "key", decoded(row, "key"));
    putBytes(json, "value", decoded(row, "value"));
    String schema = row.getString("schema");
    return json.put("schemaId", schema.isEmpty() ? null : Integer.valueOf(schema))
        .put("importId", row.getString("writer"))
        .put("inserted", row.getString("inserted"))
        .put("replayed", row.getString("replayed").isEmpty() ? null : row.getString("replayed"))
        .encode();
  }

  private static void putBytes(JsonObject json, String name, byte[] bytes) {
    try {
      json.put(name, text(bytes));
    } catch (CharacterCodingException e) {
      json.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static String instant(JsonObject row) {
    return Instant.ofEpochMilli(Long.parseLong(row.getString("timestamp"))).toString();
  }

  private static byte[] decoded(JsonObject row, String name) {
    return Base64.getDecoder().decode(row.getString(name));
  }

  /** Text as it is, other bytes in hex. */
  private static String shown(byte[] bytes) {
    try {
      return Wording.shown(text(bytes), SHOWN_CHARS);
    } catch (CharacterCodingException e) {
      int shown = Math.min(bytes.length, SHOWN_BYTES);
      return "0x" + HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "…" : "");
    }
  }

  private static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
