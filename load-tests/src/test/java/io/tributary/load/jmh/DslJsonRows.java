package io.tributary.load.jmh;

import com.dslplatform.json.DslJson;
import com.dslplatform.json.JsonReader;
import com.dslplatform.json.NumberConverter;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;

/** dsl-json's reader, one for all messages, with its own cache of names. */
final class DslJsonRows implements RowParser {
  private final JsonReader<Object> reader = new DslJson<>().newReader();

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) throws IOException {
    reader.process(message, length);
    reader.getNextToken();
    while (reader.getNextToken() == '"') {
      reader.fillName();
      reader.getNextToken();
      value(out);
      if (reader.getNextToken() != ',') {
        break;
      }
    }
    reader.checkObjectEnd();
  }

  private void value(RowBinaryWriter out) throws IOException {
    if (reader.wasLastName("ts")) {
      out.writeInt64(RowParser.millis(reader.readString()));
    } else if (reader.wasLastName("user_id")) {
      out.writeInt64(NumberConverter.deserializeLong(reader));
    } else if (reader.wasLastName("action") || reader.wasLastName("url")) {
      out.writeString(reader.readString());
    } else if (reader.wasLastName("amount")) {
      out.writeFloat64(NumberConverter.deserializeDouble(reader));
    } else if (reader.wasLastName("props")) {
      map(out);
    } else {
      reader.skip();
    }
  }

  private void map(RowBinaryWriter out) throws IOException {
    int start = out.beginCollection();
    int count = 0;
    while (reader.getNextToken() == '"') {
      out.writeString(reader.readKey());
      out.writeString(reader.readString());
      count++;
      if (reader.getNextToken() != ',') {
        break;
      }
    }
    reader.checkObjectEnd();
    out.endCollection(start, count);
  }
}
