package io.tributary.load.jmh;

import io.tributary.load.workload.ClickDatum;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Rows of data set W by way of Avro's generic reader, as fast as it goes by hand: record, decoder
 * and strings are used again, fields are taken by position.
 */
final class GenericAvroRows {
  private final GenericDatumReader<GenericRecord> reader =
      new GenericDatumReader<>(new Schema.Parser().parse(ClickDatum.SCHEMA));
  private @Nullable BinaryDecoder decoder;
  private @Nullable GenericRecord event;

  void row(byte[] message, RowBinaryWriter out) throws IOException {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(message, decoder);
    decoder = in;
    GenericRecord read = reader.read(event, in);
    event = read;
    out.writeInt64((Long) read.get(0));
    out.writeInt64((Long) read.get(1));
    write((Utf8) read.get(2), out);
    write((Utf8) read.get(3), out);
    write((Utf8) read.get(4), out);
    out.writeInt16((Integer) read.get(5));
    out.writeFloat64((Double) read.get(6));
    Map<?, ?> props = (Map<?, ?>) read.get(7);
    out.writeVarUInt(props.size());
    props.forEach(
        (key, value) -> {
          write((Utf8) key, out);
          write((Utf8) value, out);
        });
  }

  private static void write(Utf8 text, RowBinaryWriter out) {
    out.writeString(text.getBytes(), 0, text.getByteLength());
  }
}
