package io.tributary.cli.quarantine;

import io.tributary.connector.decode.MetaFields;
import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.decode.TablePlan;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.quarantine.RecordKey;
import io.tributary.protocol.quarantine.ReplayRows;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.protocol.table.Layout;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes quarantined records as the connector would today: with the datafile and the table as they
 * are now.
 *
 * <p>This is the one place that makes record encoders for a replay; whatever they come to need,
 * such as schemas of a registry, is given to them here.
 *
 * <p>Thread: one.
 */
final class ReplayEncoder {
  /** A datasource has few incarnations of its topic. */
  private static final int MAX_ENCODERS = 16;

  private final TablePlan plan;
  private final Map<Origin, RecordEncoder> encoders =
      new LinkedHashMap<>(MAX_ENCODERS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, RecordEncoder> eldest) {
          return size() > MAX_ENCODERS;
        }
      };

  private record Origin(String topic, long run) {}

  /**
   * @param table as it is now
   */
  ReplayEncoder(Datasource datasource, Columns table) {
    this.plan = TablePlan.match(datasource, table);
  }

  /** The layout of the rows. */
  Layout layout() {
    return plan.layout();
  }

  /** Appends the row of the record, or says why it has none. */
  @Nullable RowProblem encode(QuarantinedRecord quarantined, RowBinaryWriter out) {
    RecordKey key = quarantined.key();
    return encoders
        .computeIfAbsent(new Origin(key.topic(), key.run()), this::encoder)
        .encode(quarantined.record(), out);
  }

  private RecordEncoder encoder(Origin origin) {
    return new RecordEncoder(
        plan, new MetaFields(origin.topic(), (int) origin.run()), ReplayRows.MAX_ROW_BYTES);
  }
}
