package io.tributary.load.chaos.flow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * The value of a numbered record; {@link ChaosSource#CHECK} is the same in ClickHouse's words.
 *
 * @param schemaId of {@link #SCHEMA}; 0 for JSON
 */
record NumberedValues(int schemaId) {
  /** Avro's schema of a record. */
  static final String SCHEMA =
      """
      {"type": "record", "name": "Numbered", "namespace": "chaos", "fields": [
        {"name": "number", "type": "long"},
        {"name": "text", "type": "string"},
        {"name": "amount", "type": "int"},
        {"name": "bucket", "type": "int"}
      ]}
      """;

  private static final int BAD_EVERY = 97;
  private static final int BAD_REMAINDER = 13;
  private static final int ROWS_PER_BUCKET = 20;

  /** Whether the record of this number cannot be a row. */
  static boolean isBad(long number) {
    return number % BAD_EVERY == BAD_REMAINDER;
  }

  static String header(long number) {
    return (isBad(number) ? "b" : "g") + number;
  }

  byte[] of(long number) {
    if (schemaId > 0) {
      return isBad(number)
          ? ("not Avro: " + number).getBytes(StandardCharsets.UTF_8)
          : avro(number);
    }
    String amount = isBad(number) ? "\"many\"" : Long.toString(amount(number));
    return "{\"number\":%d,\"text\":\"%s\",\"amount\":%s,\"bucket\":%d}"
        .formatted(number, text(number), amount, bucket(number))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String text(long number) {
    return "n-" + number * 7;
  }

  private static long amount(long number) {
    return number % 1_000;
  }

  private static long bucket(long number) {
    return number / ROWS_PER_BUCKET % ChaosSource.BUCKETS;
  }

  private byte[] avro(long number) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      bytes.write(0);
      bytes.write(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
      encoder.writeLong(number);
      encoder.writeString(text(number));
      encoder.writeInt((int) amount(number));
      encoder.writeInt((int) bucket(number));
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
