package io.tributary.protocol.audit;

import io.tributary.protocol.frame.OffsetRange;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.util.List;
import java.util.function.Function;

/** Fields that several answers have. */
final class JsonFields {
  private static final int HEX = 16;

  private JsonFields() {}

  /**
   * Reads an answer.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static <T> T read(String what, Buffer text, Function<JsonObject, T> reader) {
    try {
      return reader.apply(new JsonObject(text));
    } catch (DecodeException
        | ClassCastException
        | NullPointerException
        | DateTimeException
        | IllegalArgumentException e) {
      throw new IllegalArgumentException("this is no %s: %s".formatted(what, e.getMessage()), e);
    }
  }

  static String run(int run) {
    return "%08x".formatted(run);
  }

  static int run(JsonObject json) {
    String text = json.getString("run");
    if (text.length() != 8) {
      throw new IllegalArgumentException("a run has 8 hexadecimal digits: " + text);
    }
    return Integer.parseUnsignedInt(text, HEX);
  }

  static JsonArray ranges(List<OffsetRange> ranges) {
    JsonArray json = new JsonArray();
    for (OffsetRange range : ranges) {
      json.add(new JsonObject().put("first", range.first()).put("last", range.last()));
    }
    return json;
  }

  static List<OffsetRange> ranges(JsonObject json, String name) {
    return objects(
        json, name, range -> new OffsetRange(range.getLong("first"), range.getLong("last")));
  }

  static <T> List<T> objects(JsonObject json, String name, Function<JsonObject, T> reader) {
    return json.getJsonArray(name).stream().map(entry -> reader.apply((JsonObject) entry)).toList();
  }
}
