package io.tributary.load.jmh;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.IOException;

/** Jackson's non-blocking parser, one for all messages: the fastest way to use it. */
final class JacksonFedRows implements RowParser {
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;

  JacksonFedRows() throws IOException {
    parser =
        JsonFactory.builder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build()
            .createNonBlockingByteArrayParser();
    feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  @Override
  public void append(byte[] message, int length, RowBinaryWriter out) throws IOException {
    feeder.feedInput(message, 0, length);
    JacksonRows.row(parser, out);
  }
}
