package io.tributary.cli.quarantine;

import io.tributary.protocol.quarantine.RecordKey;
import java.util.Collection;
import java.util.List;

/**
 * A row and the record that it was made of.
 *
 * @param from its first byte in the batch
 * @param to behind its last byte
 */
record DecodedRow(RecordKey key, int from, int to) {
  static List<RecordKey> keys(Collection<DecodedRow> rows) {
    return rows.stream().map(DecodedRow::key).toList();
  }
}
