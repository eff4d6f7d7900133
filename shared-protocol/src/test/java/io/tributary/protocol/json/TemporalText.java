package io.tributary.protocol.json;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text for one of the ways in which an encoder reads text, amid digits that are not its own. */
final class TemporalText {

  /** One of the ways in which an encoder reads text. */
  interface Reading {
    @Nullable String write(TextBytes text, RowBinaryWriter out);
  }

  private static final int MARGIN = 3;

  private final Reading reading;
  private final boolean signed;
  private final TextBytes text = new TextBytes();
  private final RowBinaryWriter out = new RowBinaryWriter(16, 1_024);

  private TemporalText(Reading reading, boolean signed) {
    this.reading = reading;
    this.signed = signed;
  }

  static TemporalText signed(Reading reading) {
    return new TemporalText(reading, true);
  }

  static TemporalText unsigned(Reading reading) {
    return new TemporalText(reading, false);
  }

  /** The number that is written for it. */
  long taken(String value) {
    assertNull(write(value), value);
    int last = out.position() - 1;
    long number = signed ? out.array()[last] >> 7 : 0;
    for (int i = last; i >= 0; i--) {
      number = number << 8 | (out.array()[i] & 0xFF);
    }
    return number;
  }

  /** Why it is not taken. */
  String refused(String value) {
    String reason = write(value);
    assertNotNull(reason, value);
    return reason;
  }

  @Nullable String write(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    byte[] padded = new byte[utf8.length + 2 * MARGIN];
    Arrays.fill(padded, (byte) '7');
    System.arraycopy(utf8, 0, padded, MARGIN, utf8.length);
    text.set(padded, MARGIN, utf8.length);
    out.reset();
    return reading.write(text, out);
  }
}
