package io.tributary.cli.quarantine;

import io.tributary.protocol.quarantine.RecordKey;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record as the quarantine table has it.
 *
 * @param key what tells it from others
 * @param isCut true when the table has only a part of it
 * @param record as it came from Kafka, as far as the table tells; with an empty value when it is
 *     cut
 */
record QuarantinedRecord(
    RecordKey key, boolean isCut, ConsumerRecord<ByteBuffer, ByteBuffer> record) {

  /** Stands before the value of a header that is no text. */
  private static final String BASE64 = "base64:";

  /** Reads the lines of a page. */
  static List<QuarantinedRecord> page(String lines) {
    List<QuarantinedRecord> page = new ArrayList<>();
    lines.lines().forEach(line -> page.add(of(new JsonObject(line))));
    return page;
  }

  private static QuarantinedRecord of(JsonObject row) {
    RecordKey key =
        new RecordKey(
            Integer.parseInt(row.getString("partition")),
            Long.parseLong(row.getString("offset")),
            row.getString("topic"),
            Long.parseLong(row.getString("run")));
    byte[] keyBytes = Base64.getDecoder().decode(row.getString("key"));
    byte[] value = Base64.getDecoder().decode(row.getString("value"));
    return new QuarantinedRecord(
        key,
        row.getString("cut").equals("1"),
        new ConsumerRecord<>(
            key.topic(),
            key.partition(),
            key.offset(),
            Long.parseLong(row.getString("timestamp")),
            TimestampType.CREATE_TIME,
            keyBytes.length,
            value.length,
            row.getString("keyless").equals("1") ? null : ByteBuffer.wrap(keyBytes),
            row.getString("tombstone").equals("1") ? null : ByteBuffer.wrap(value),
            headers(row.getJsonObject("headers", new JsonObject())),
            Optional.empty()));
  }

  /** Headers whose texts in the table are these again. */
  private static RecordHeaders headers(JsonObject texts) {
    RecordHeaders headers = new RecordHeaders();
    texts.forEach(
        header -> {
          String text = header.getValue().toString();
          headers.add(
              header.getKey(),
              text.startsWith(BASE64)
                  ? Base64.getDecoder().decode(text.substring(BASE64.length()))
                  : text.getBytes(StandardCharsets.UTF_8));
        });
    return headers;
  }
}
