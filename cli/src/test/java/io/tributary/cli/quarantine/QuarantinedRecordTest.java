package io.tributary.cli.quarantine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.quarantine.RecordKey;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class QuarantinedRecordTest {
  private static JsonObject row() {
    return new JsonObject()
        .put("partition", "3")
        .put("offset", "1152921504606846976")
        .put("topic", "events")
        .put("run", "4294967295")
        .put("timestamp", "1700000000123")
        .put("key", "aw==")
        .put("value", "/wA=")
        .put("cut", "0")
        .put("keyless", "0")
        .put("tombstone", "0");
  }

  private static QuarantinedRecord read(JsonObject row) {
    return QuarantinedRecord.page(row.encode() + "\n").getFirst();
  }

  @Test
  void recordIsAsItCame() {
    QuarantinedRecord quarantined = read(row());
    ConsumerRecord<ByteBuffer, ByteBuffer> record = quarantined.record();
    assertEquals(new RecordKey(3, 1L << 60, "events", 4294967295L), quarantined.key());
    assertFalse(quarantined.isCut());
    assertEquals(1_700_000_000_123L, record.timestamp());
    assertEquals(ByteBuffer.wrap(new byte[] {'k'}), record.key());
    assertEquals(ByteBuffer.wrap(new byte[] {(byte) 0xFF, 0}), record.value());
    assertTrue(read(row().put("cut", "1")).isCut());
  }

  @Test
  void onlyATombstoneHasNoValue() {
    assertEquals(ByteBuffer.allocate(0), read(row().put("value", "")).record().value());
    assertNull(read(row().put("value", "").put("tombstone", "1")).record().value());
  }

  @Test
  void emptyKeyIsAKey() {
    assertEquals(ByteBuffer.allocate(0), read(row().put("key", "")).record().key());
    assertNull(read(row().put("key", "").put("keyless", "1")).record().key());
  }

  @Test
  void headersAreBytesAgain() {
    JsonObject headers = new JsonObject().put("a", "é").put("b", "base64:/wA=").put("c", "");
    var read = read(row().put("headers", headers)).record().headers();
    assertArrayEquals("é".getBytes(StandardCharsets.UTF_8), read.lastHeader("a").value());
    assertArrayEquals(new byte[] {(byte) 0xFF, 0}, read.lastHeader("b").value());
    assertArrayEquals(new byte[0], read.lastHeader("c").value());
  }
}
