package io.tributary.protocol.plan;

import io.tributary.protocol.row.ByteView;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be stored as a row, as {@link QuarantineEncoder} reads it. It may be one
 * object that shows a different record each time. One thread.
 */
public interface RefusedRecord {
  /** Its bytes, null when it has none (a tombstone). */
  @Nullable ByteView value();

  /** Null when it has none. */
  @Nullable ByteView key();

  /** 0 or more. */
  int partition();

  /** 0 or more. */
  long offset();

  /** Since 1970 in UTC; negative when it has none. */
  long timestampMillis();

  /**
   * Appends its headers as a {@code Map(String, String)}; only called when the quarantine table has
   * {@code __headers}.
   *
   * @param maxBytes the map may take so many bytes
   * @return how many headers the map lacks because of that
   */
  default int writeHeaders(int maxBytes, RowBinaryWriter out) {
    out.writeVarUInt(0);
    return 0;
  }
}
