package io.tributary.load.jmh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;
import java.nio.CharBuffer;

/** Jackson's streaming parser, one for each message, as programs usually use it. */
final class JacksonRows implements RowParser {
  private final JsonFactory factory =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) throws IOException {
    try (JsonParser parser = factory.createParser(message, 0, length)) {
      row(parser, out);
    }
  }

  /** Reads from the opening brace to the closing one. */
  static void row(JsonParser parser, RowBinaryWriter out) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "ts", "timestamp" -> out.writeInt64(millis(parser));
        case "user_id" -> out.writeInt64(parser.getLongValue());
        case "action", "url", "referrer" -> text(parser, out);
        case "status" -> out.writeInt16(parser.getIntValue());
        case "amount" -> out.writeFloat64(parser.getDoubleValue());
        case "props" -> map(parser, out);
        default -> parser.skipChildren();
      }
    }
  }

  private static long millis(JsonParser parser) throws IOException {
    return RowParser.millis(
        CharBuffer.wrap(
            parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength()));
  }

  private static void text(JsonParser parser, RowBinaryWriter out) throws IOException {
    out.writeString(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  private static void map(JsonParser parser, RowBinaryWriter out) throws IOException {
    int start = out.beginCollection();
    int count = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      out.writeString(parser.currentName());
      parser.nextToken();
      text(parser, out);
      count++;
    }
    out.endCollection(start, count);
  }
}
