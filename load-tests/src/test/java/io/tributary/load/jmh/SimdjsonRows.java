package io.tributary.load.jmh;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Iterator;
import java.util.Map;
import org.simdjson.JsonValue;
import org.simdjson.SimdJsonParser;

/**
 * simdjson-java's document of each message; reading into classes, its other way, knows no maps. The
 * message is not copied, as it is padded.
 */
final class SimdjsonRows implements RowParser {
  private final SimdJsonParser parser = new SimdJsonParser();

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) {
    JsonValue document = parser.parse(message, length);
    out.writeInt64(RowParser.millis(document.get("ts").asString()));
    out.writeInt64(document.get("user_id").asLong());
    out.writeString(document.get("action").asString());
    out.writeString(document.get("url").asString());
    out.writeFloat64(document.get("amount").asDouble());
    JsonValue props = document.get("props");
    out.writeVarUInt(props.getSize());
    Iterator<Map.Entry<String, JsonValue>> fields = props.objectIterator();
    while (fields.hasNext()) {
      Map.Entry<String, JsonValue> field = fields.next();
      out.writeString(field.getKey());
      out.writeString(field.getValue().asString());
    }
  }
}
