package io.tributary.load.workload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes events of data set W as Avro, of about 100 bytes, behind the schema id 0.
 *
 * <p>Thread: one.
 */
public final class ClickDatum {
  /** The schema that they are written with. */
  public static final String SCHEMA =
      """
      {"type": "record", "name": "Click", "namespace": "shop", "fields": [
        {"name": "timestamp", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "user_id", "type": "long"},
        {"name": "action", "type": "string"},
        {"name": "url", "type": "string"},
        {"name": "referrer", "type": "string"},
        {"name": "status", "type": "int"},
        {"name": "amount", "type": "double"},
        {"name": "props", "type": {"type": "map", "values": "string"}}
      ]}
      """;

  /** Bytes ahead of the datum: 0 and the id. */
  public static final int HEADER_BYTES = 5;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  /** One event. */
  record Click(
      long timeMillis,
      long user,
      String action,
      String url,
      String referrer,
      int status,
      double amount,
      String device,
      String country) {}

  byte[] of(Click click) {
    bytes.reset();
    try {
      bytes.write(new byte[HEADER_BYTES]);
      encoder.writeLong(click.timeMillis());
      encoder.writeLong(click.user());
      encoder.writeString(click.action());
      encoder.writeString(click.url());
      encoder.writeString(click.referrer());
      encoder.writeInt(click.status());
      encoder.writeDouble(click.amount());
      encoder.writeMapStart();
      encoder.setItemCount(2);
      encoder.startItem();
      encoder.writeString("device");
      encoder.writeString(click.device());
      encoder.startItem();
      encoder.writeString("country");
      encoder.writeString(click.country());
      encoder.writeMapEnd();
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
