package io.tributary.protocol.json;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of one column type that do not come in a JSON message, as if they did: for other
 * formats, whose texts are to mean the same. One thread.
 */
public final class LooseValueEncoder {
  private final ValueEncoder encoder;
  private final JsonScanner scanner = new JsonScanner();

  private LooseValueEncoder(ValueEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * @param serverZone of times without a zone in columns without a zone
   * @param timeFormat which texts are read as times
   * @throws java.time.DateTimeException if the type names a zone that Java does not know
   */
  public static LooseValueEncoder of(
      ColumnType type, ZoneId serverZone, DateTimeInputFormat timeFormat) {
    return new LooseValueEncoder(new ValueEncoders(serverZone, timeFormat).of(type));
  }

  /**
   * Checks what can be wrong with a column whatever its messages are.
   *
   * @throws io.tributary.protocol.row.RowPlanException if no message can fill it
   */
  public static void check(RowColumn column) {
    ColumnRules.check(column);
  }

  /**
   * Appends the value that a JSON string of these bytes would be; not for types made of others.
   *
   * @return why they do not fit, or null; after a refusal {@code out} may hold a part of the value
   */
  public @Nullable String encodeText(byte[] source, int offset, int length, RowBinaryWriter out) {
    scanner.standOn(source, offset, length);
    return encode(Token.STRING, out);
  }

  /**
   * Appends the value of a JSON text.
   *
   * @return why it does not fit, or null; after a refusal {@code out} may hold a part of the value
   */
  public @Nullable String encodeJson(byte[] source, int offset, int length, RowBinaryWriter out) {
    try {
      return encode(scanner.begin(source, offset, length), out);
    } catch (BrokenMessageException e) {
      return e.reason();
    }
  }

  private @Nullable String encode(Token token, RowBinaryWriter out) {
    try {
      if (token == Token.NULL && !encoder.takesNull()) {
        encoder.encodeMissing(out);
        return null;
      }
      return encoder.encode(scanner, token, out);
    } catch (BrokenMessageException e) {
      return e.reason();
    }
  }

  /** Appends what stands for a value that is missing: NULL where it can, else the zero value. */
  public void encodeMissing(RowBinaryWriter out) {
    encoder.encodeMissing(out);
  }
}
