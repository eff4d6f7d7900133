package io.tributary.load.workload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Data set N as Avro: the same orders, turned into records of a schema. */
final class OrderDatums implements MessageSource {
  /** The schema that they are written with. */
  static final String SCHEMA =
      """
      {"type": "record", "name": "Order", "namespace": "shop", "fields": [
        {"name": "id", "type": "string"},
        {"name": "time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "actor", "type": {"type": "record", "name": "Actor", "fields": [
          {"name": "id", "type": "long"},
          {"name": "name", "type": "string"},
          {"name": "address", "type": {"type": "record", "name": "Address", "fields": [
            {"name": "city", "type": "string"},
            {"name": "street", "type": "string"},
            {"name": "place", "type": {"type": "record", "name": "Place", "fields": [
              {"name": "lat", "type": "double"},
              {"name": "lon", "type": "double"}]}}]}},
          {"name": "roles", "type": {"type": "array", "items": "string"}}]}},
        {"name": "request", "type": {"type": "record", "name": "Request", "fields": [
          {"name": "method", "type": "string"},
          {"name": "path", "type": "string"},
          {"name": "headers", "type": {"type": "map", "values": "string"}},
          {"name": "timing", "type": {"type": "record", "name": "Timing", "fields": [
            {"name": "lookup", "type": "int"},
            {"name": "connect", "type": "int"},
            {"name": "total", "type": "int"}]}},
          {"name": "trace", "type": {"type": "record", "name": "Trace", "fields": [
            {"name": "parent", "type": "string"}]}}]}},
        {"name": "quantities", "type": {"type": "array", "items": "int"}},
        {"name": "samples", "type": {"type": "array", "items":
          {"type": "array", "items": "double"}}},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "labels", "type": {"type": "map", "values": "string"}},
        {"name": "items", "type": {"type": "array", "items":
          {"type": "record", "name": "Item", "fields": [
            {"name": "code", "type": "string"},
            {"name": "title", "type": "string"},
            {"name": "price", "type": "double"},
            {"name": "sizes", "type": {"type": "array", "items": "int"}},
            {"name": "shelf", "type": "string"}]}}},
        {"name": "bill", "type": {"type": "record", "name": "Bill", "fields": [
          {"name": "currency", "type": "string"},
          {"name": "total", "type": "double"},
          {"name": "paid", "type": "boolean"},
          {"name": "terms", "type": "string"}]}},
        {"name": "delivery", "type": {"type": "record", "name": "Delivery", "fields": [
          {"name": "carrier", "type": "string"},
          {"name": "note", "type": "string"},
          {"name": "tracking", "type": "string"}]}}
      ]}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final MessageSource orders;
  private final Schema schema = new Schema.Parser().parse(SCHEMA);
  private final GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);

  OrderDatums(MessageSource orders) {
    this.orders = orders;
  }

  @Override
  public byte[] next(long timeMillis) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    bytes.writeBytes(new byte[ClickDatum.HEADER_BYTES]);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      ObjectNode order = (ObjectNode) JSON.readTree(orders.next(timeMillis));
      writer.write(datum(schema, order.put("time", timeMillis)), encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Avro's own reader of JSON takes many times as long. */
  private static Object datum(Schema schema, JsonNode json) {
    return switch (schema.getType()) {
      case RECORD -> {
        GenericData.Record record = new GenericData.Record(schema);
        schema
            .getFields()
            .forEach(
                field -> record.put(field.pos(), datum(field.schema(), json.get(field.name()))));
        yield record;
      }
      case ARRAY -> {
        List<Object> elements = new ArrayList<>();
        json.forEach(element -> elements.add(datum(schema.getElementType(), element)));
        yield elements;
      }
      case MAP -> {
        Map<String, Object> entries = new LinkedHashMap<>();
        json.properties()
            .forEach(
                entry ->
                    entries.put(entry.getKey(), datum(schema.getValueType(), entry.getValue())));
        yield entries;
      }
      case STRING -> json.textValue();
      case INT -> json.intValue();
      case LONG -> json.longValue();
      case DOUBLE -> json.doubleValue();
      case BOOLEAN -> json.booleanValue();
      default -> throw new IllegalStateException("orders have no " + schema.getType());
    };
  }

  @Override
  public String lastKey() {
    return orders.lastKey();
  }
}
