package io.tributary.connector.decode;

import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a topic in the format that its datasource names. One thread.
 *
 * <p>Failure semantics: those of {@link io.tributary.protocol.row.RowEncoder}; a value whose schema
 * has to be awaited must not be read before it is there.
 */
public interface ValueReader {

  /** No schema. */
  int NO_SCHEMA = -1;

  /** The schema that has to be there before the value can be read; none when it can be read now. */
  int awaits(ByteView value);

  /** The schema that the value names, if it does. */
  int schemaId(ByteView value);

  /** Appends the columns that values fill, or says why there are none. */
  @Nullable RowProblem read(ByteView value, RowBinaryWriter out);
}
