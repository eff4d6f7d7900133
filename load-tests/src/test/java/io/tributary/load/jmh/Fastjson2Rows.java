package io.tributary.load.jmh;

import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import io.tributary.protocol.rowbinary.RowBinaryWriter;

/** fastjson2's reader, one for each message; fields are told apart by the hash of their names. */
final class Fastjson2Rows implements RowParser {
  private static final long TS = Fnv.hashCode64("ts");
  private static final long USER_ID = Fnv.hashCode64("user_id");
  private static final long ACTION = Fnv.hashCode64("action");
  private static final long URL = Fnv.hashCode64("url");
  private static final long AMOUNT = Fnv.hashCode64("amount");
  private static final long PROPS = Fnv.hashCode64("props");

  private final JSONReader.Context context = JSONFactory.createReadContext();

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) {
    try (JSONReader reader = JSONReader.of(message, 0, length, context)) {
      reader.nextIfObjectStart();
      while (!reader.nextIfObjectEnd()) {
        field(reader, reader.readFieldNameHashCode(), out);
      }
    }
  }

  private static void field(JSONReader reader, long name, RowBinaryWriter out) {
    if (name == TS) {
      out.writeInt64(RowParser.millis(reader.readString()));
    } else if (name == USER_ID) {
      out.writeInt64(reader.readInt64Value());
    } else if (name == ACTION || name == URL) {
      out.writeString(reader.readString());
    } else if (name == AMOUNT) {
      out.writeFloat64(reader.readDoubleValue());
    } else if (name == PROPS) {
      map(reader, out);
    } else {
      reader.skipValue();
    }
  }

  private static void map(JSONReader reader, RowBinaryWriter out) {
    int start = out.beginCollection();
    int count = 0;
    reader.nextIfObjectStart();
    while (!reader.nextIfObjectEnd()) {
      out.writeString(reader.readFieldName());
      out.writeString(reader.readString());
      count++;
    }
    out.endCollection(start, count);
  }
}
