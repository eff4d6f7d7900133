package io.tributary.connector.decode;

import io.tributary.protocol.row.ByteView;
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

  /** The schema that has to be there before the value can be read, or NO_SCHEMA. */
  default int awaits(ByteView value) {
    return RecordReaders.NO_SCHEMA;
  }

  /** Appends the columns that values fill, or says why there are none. */
  @Nullable RowProblem read(ByteView value, RowBinaryWriter out);
}
