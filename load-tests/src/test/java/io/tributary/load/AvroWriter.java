package io.tributary.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Writes records as producers with a schema registry do. One thread. */
final class AvroWriter {
  private final int schemaId;
  private final Schema schema;
  private final GenericDatumWriter<GenericRecord> writer;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);

  /**
   * @param schemaId that the registry gave to the schema
   */
  AvroWriter(int schemaId, String schema) {
    this.schemaId = schemaId;
    this.schema = new Schema.Parser().parse(schema);
    this.writer = new GenericDatumWriter<>(this.schema);
  }

  Schema schema() {
    return schema;
  }

  byte[] write(GenericRecord record) {
    bytes.reset();
    bytes.write(0);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    try {
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
