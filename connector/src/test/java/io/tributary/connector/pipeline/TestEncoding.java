package io.tributary.connector.pipeline;

import io.tributary.connector.decode.MetaFields;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordLimits;
import io.tributary.connector.decode.TablePlan;
import io.tributary.connector.quarantine.QuarantineTable;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.table.TableColumn;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** The encoding of a datasource with one column, {@code id}. */
final class TestEncoding {
  static final Datasource DATASOURCE =
      new Datasource(
          "clicks",
          List.of(new SchemaColumn("id", "UInt64", "$.id", "")),
          "",
          "",
          "",
          DateTimeInputFormat.BEST_EFFORT,
          new KafkaSource(
              "local", "topic", "readers", OffsetReset.EARLIEST, Formats.DEFAULT, Stored.NOTHING));

  private TestEncoding() {}

  /**
   * @param rows of a batch that is full
   */
  static Encoding of(RecordFormat format, int rows, PartitionLane.Outlet outlet) {
    List<TableColumn> columns =
        TablePlan.definition(DATASOURCE, 4).columns().stream()
            .map(c -> new TableColumn(c.name(), c.type(), TableColumn.Kind.PLAIN, ""))
            .toList();
    TablePlan plan =
        TablePlan.match(DATASOURCE, new TableAnswer.Columns("d", new UUID(0, 1), columns));
    Duration second = Duration.ofSeconds(1);
    PipelineSettings settings =
        new PipelineSettings(
            1 << 20,
            rows,
            second,
            1 << 24,
            second,
            second,
            0,
            second,
            second,
            new RecordLimits(1 << 20, 1 << 16));
    return Encoding.of(
        plan,
        new Encoding.Bounds(new SessionLimits(1 << 22, 1 << 18, rows, 10, 10), settings),
        new Encoding.Provenance(
            format, new MetaFields("topic", 9), new QuarantineTable(DATASOURCE), "connector 1"),
        outlet);
  }
}
