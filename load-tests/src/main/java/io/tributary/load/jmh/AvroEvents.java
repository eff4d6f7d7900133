package io.tributary.load.jmh;

import static io.tributary.load.jmh.JsonFields.column;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.workload.ClickEvents;
import io.tributary.protocol.row.RowColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Data set W as Avro, written by Apache Avro. */
final class AvroEvents {
  static final String SCHEMA =
      """
      {"type":"record","name":"ClickEvent","fields":[
      {"name":"timestamp","type":{"type":"long","logicalType":"timestamp-millis"}},
      {"name":"user_id","type":"long"},
      {"name":"action","type":"string"},
      {"name":"url","type":"string"},
      {"name":"referrer","type":"string"},
      {"name":"status","type":"int"},
      {"name":"amount","type":"double"},
      {"name":"props","type":{"type":"map","values":"string"}}]}
      """;
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

  /** So many messages, the same in each run. */
  static byte[][] messages(int count) throws IOException {
    Schema schema = new Schema.Parser().parse(SCHEMA);
    GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(schema);
    ClickEvents events = new ClickEvents(42);
    ObjectMapper json = new ObjectMapper();
    byte[][] messages = new byte[count][];
    for (int i = 0; i < count; i++) {
      long millis = FIRST_MILLIS + i;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writer.write(event(schema, json.readTree(events.next(millis)), millis), encoder);
      encoder.flush();
      messages[i] = bytes.toByteArray();
    }
    return messages;
  }

  private static GenericRecord event(Schema schema, JsonNode json, long millis) {
    GenericRecord event = new GenericData.Record(schema);
    event.put("timestamp", millis);
    event.put("user_id", json.get("user_id").asLong());
    event.put("status", json.get("status").asInt());
    event.put("amount", json.get("amount").asDouble());
    for (String text : List.of("action", "url", "referrer")) {
      event.put(text, json.get(text).asText());
    }
    Map<String, String> props = new HashMap<>();
    json.get("props").properties().forEach(one -> props.put(one.getKey(), one.getValue().asText()));
    event.put("props", props);
    return event;
  }
}
