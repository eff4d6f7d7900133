package io.tributary.connector.decode;

import io.tributary.protocol.row.RowEncoder;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/** Reads values that name no schema. */
public final class PlainValueReader implements ValueReader {
  private final RowEncoder encoder;

  /** Reads all values with this encoder. */
  public PlainValueReader(RowEncoder encoder) {
    this.encoder = encoder;
  }

  @Override
  public int awaits(ByteView value) {
    return NO_SCHEMA;
  }

  @Override
  public int schemaId(ByteView value) {
    return NO_SCHEMA;
  }

  @Override
  public @Nullable RowProblem read(ByteView value, RowBinaryWriter out) {
    return encoder.encode(value.bytes(), value.offset(), value.length(), out);
  }
}
