package io.tributary.connector.decode;

import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the String in {@code __key} of a record's key. One thread.
 *
 * <p>Failure semantics: a key that is not what its format says makes its record a problem, as a
 * value would.
 */
public interface KeyReader {

  /** The schema that has to be there before the key can be read, or NO_SCHEMA. */
  default int awaits(ByteView key) {
    return RecordReaders.NO_SCHEMA;
  }

  /**
   * Appends the value of the column.
   *
   * @param key bytes of a key that is not null; not kept
   * @return null when the value is written, else why there is none; some of it may then have been
   *     appended
   */
  @Nullable RowProblem read(ByteView key, RowBinaryWriter out);

  /**
   * The reader of keys that need no schema.
   *
   * @param format of the keys, null for bytes as they are
   */
  static KeyReader withoutSchema(@Nullable Format format) {
    if (format == null) {
      return (key, out) -> {
        out.writeString(key.bytes(), key.offset(), key.length());
        return null;
      };
    }
    if (format.needsRegistry()) {
      throw new IllegalArgumentException("keys of " + format.text() + " need a schema registry");
    }
    return new JsonKeyReader();
  }
}
