package io.tributary.cli.quarantine;

import io.tributary.connector.decode.RecordEncoder;
import io.tributary.connector.decode.RecordLimits;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.TablePlan;
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
 * <p>Thread: one.
 */
final class ReplayEncoder {
  /** A datasource has few incarnations of its topic. */
  private static final int MAX_ENCODERS = 16;

  // What is in the quarantine was small enough, or is cut.
  private static final RecordLimits LIMITS = new RecordLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final TablePlan plan;
  private final ReplayFormat format;
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
  ReplayEncoder(Datasource datasource, Columns table, ReplayFormat format) {
    this.format = format;
    this.plan = TablePlan.match(datasource, table);
  }

  /** The layout of the rows. */
  Layout layout() {
    return plan.layout();
  }

  /** Appends the row of the record, or says why it has none. */
  @Nullable RowProblem encode(QuarantinedRecord quarantined, RowBinaryWriter out) {
    RecordKey key = quarantined.key();
    RecordEncoder encoder =
        encoders.computeIfAbsent(new Origin(key.topic(), key.run()), this::encoder);
    // Its value may need a schema, and its key another one.
    int schema = encoder.awaits(quarantined.record());
    while (schema != RecordReaders.NO_SCHEMA) {
      format.prepare(schema, plan);
      schema = encoder.awaits(quarantined.record());
    }
    return encoder.encode(quarantined.record(), out);
  }

  private RecordEncoder encoder(Origin origin) {
    return new RecordEncoder(
        plan,
        format.readers(plan, ReplayRows.MAX_ROW_BYTES),
        new MetaFields(origin.topic(), (int) origin.run()),
        ReplayRows.MAX_ROW_BYTES,
        LIMITS);
  }
}
