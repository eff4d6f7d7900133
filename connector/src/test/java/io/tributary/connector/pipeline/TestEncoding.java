package io.tributary.connector.pipeline;

import io.tributary.connector.claim.CommitMark;
import io.tributary.connector.claim.HeldOffsets;
import io.tributary.connector.claim.Tenure;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordLimits;
import io.tributary.connector.uplink.Batch;
import io.tributary.connector.uplink.StreamLink;
import io.tributary.connector.uplink.TableLink;
import io.tributary.connector.uplink.Uplink;
import io.tributary.connector.uplink.UplinkEvents;
import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Delivery;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.KafkaSource;
import io.tributary.protocol.datafile.OffsetReset;
import io.tributary.protocol.datafile.SchemaColumn;
import io.tributary.protocol.datafile.Stored;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableDelivery;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.json.DateTimeInputFormat;
import io.tributary.protocol.plan.MetaFields;
import io.tributary.protocol.plan.QuarantineTable;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.TableColumn;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import io.vertx.core.Vertx;
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
              "local",
              "topic",
              "readers",
              OffsetReset.EARLIEST,
              Formats.DEFAULT,
              Stored.NOTHING,
              Delivery.BEST));

  private TestEncoding() {}

  /** A claim of partition {@code partition} that holds from {@code from} on. */
  static Holding holding(Uplink uplink, int partition, long from, OpenAnswer.Resume held) {
    Claim claim =
        new Claim(
            new SourcePartition("topic", partition, 9),
            "readers",
            1,
            from,
            Guarantee.EXACTLY_ONCE,
            new Predecessor.None());
    CommitMark mark =
        new CommitMark(9, new UUID(0, 1), 1, 10_000, new CommitMark.State.Held(new UUID(0, 2)));
    return new Holding(
        uplink.open(uplink.table(TableRole.ROWS, TablePlan.definition(DATASOURCE, 4)), claim),
        from,
        new HeldOffsets(held),
        new Tenure(from, mark));
  }

  /** An uplink that never connects. */
  static Uplink uplink(Vertx vertx) {
    Duration second = Duration.ofSeconds(1);
    return new Uplink(
        vertx,
        new UplinkSettings(
            List.of(Address.parse("127.0.0.1:1")),
            new Secret(""),
            "test",
            new UUID(0, 1),
            second,
            second,
            second,
            second),
        "clicks",
        new NoEvents());
  }

  /** An uplink that never connects says nothing. */
  private static final class NoEvents implements UplinkEvents {
    @Override
    public void betterGathererAnswers() {}

    @Override
    public void unfit(TableLink table, String message) {}

    @Override
    public void welcomed(SessionLimits limits) {}

    @Override
    public void disconnected() {}

    @Override
    public void opened(StreamLink stream, OpenAnswer answer) {}

    @Override
    public void described(TableLink table, TableAnswer.Columns columns) {}

    @Override
    public void settled(Batch batch, Verdict verdict, long tookNanos) {}

    @Override
    public void deferred(Verdict.Deferred verdict) {}

    @Override
    public void moved() {}

    @Override
    public void failed(String message) {}
  }

  /**
   * @param rows of a batch that is full
   */
  static Encoding of(RecordFormat format, int rows, PartitionLane.Outlet outlet) {
    List<TableColumn> columns =
        TablePlan.definition(DATASOURCE, 4).columns().stream()
            .map(c -> new TableColumn(c.name(), c.type(), TableColumn.Kind.PLAIN, ""))
            .toList();
    TablePlan plan =
        TablePlan.match(
            DATASOURCE,
            new TableAnswer.Columns(
                "d", new UUID(0, 1), columns, new TableDelivery(List.of(), List.of())));
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
