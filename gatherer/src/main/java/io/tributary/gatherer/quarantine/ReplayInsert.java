package io.tributary.gatherer.quarantine;

import io.tributary.gatherer.insert.Insert;
import io.tributary.gatherer.insert.InsertOutcome;
import io.tributary.gatherer.insert.Inserter;
import io.tributary.gatherer.insert.PartitionLimit;
import io.tributary.gatherer.schema.TableCatalog;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.BatchOrigin;
import io.tributary.gatherer.table.Payload;
import io.tributary.gatherer.table.Writer;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableAnswer.Columns;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.quarantine.ReplayRows;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;

/**
 * Inserts rows of a replay, one insert for each request.
 *
 * <p><b>Failure semantics.</b> Success means that every row is durable. A {@link RequestProblem}
 * with status 422 means that ClickHouse refuses the rows as they are together, with 503 that they
 * may or may not be in the table: whoever tries again looks first.
 *
 * <p>Any event loop; answers come on the caller's context.
 */
final class ReplayInsert {
  /** Nobody waits for a verdict: the outcome of the insert is the answer. */
  private static final BatchOrigin NOBODY =
      new BatchOrigin() {
        @Override
        public void settled(List<Batch> batches, Verdict verdict) {}

        @Override
        public void tableChanged() {}
      };

  /** A replay looks by itself before it inserts. */
  private static final Writer REPLAY =
      new Writer(new SourcePartition("replay", 0, 0), 0, Guarantee.AT_LEAST_ONCE, new UUID(0, 0));

  private final TableCatalog catalog;
  private final Inserter inserter;

  ReplayInsert(TableCatalog catalog, Inserter inserter) {
    this.catalog = catalog;
    this.inserter = inserter;
  }

  /** The columns of a table as they are now. */
  Future<Columns> describe(String table) {
    List<ColumnDefinition> any = List.of(new ColumnDefinition("__offset", "Int64", ""));
    return catalog
        .ensure(new TableDefinition(table, any, "", "", ""))
        .compose(
            answer ->
                switch (answer) {
                  case Columns columns -> Future.succeededFuture(columns);
                  case TableAnswer.Unfit unfit when unfit.equals(catalog.missing(table)) ->
                      Future.failedFuture(
                          new RequestProblem(404, "table " + table + " does not exist"));
                  case TableAnswer.Unfit unfit ->
                      Future.failedFuture(new RequestProblem(422, unfit.message()));
                  case TableAnswer.Later later ->
                      Future.failedFuture(new RequestProblem(503, later.message()));
                });
  }

  /** Inserts the rows into the table as it is now. */
  Future<Void> insert(String table, ReplayRows rows) {
    Batch batch =
        new Batch(
            new Batch.Sender(NOBODY, REPLAY, 0, 0),
            rows.layout(),
            rows.layout().fingerprint(),
            RowsKind.FRESH,
            new OffsetRange(0, rows.rows() - 1L),
            rows.rows(),
            Payload.kept(rows.payload()),
            System.nanoTime());
    Insert insert = new Insert("replay-" + rows.token(), List.of(batch), Insert.Form.FRESH);
    return describe(table)
        .compose(
            columns -> inserter.insert(table, insert, columns.columns(), PartitionLimit.SERVERS))
        .compose(ReplayInsert::answer);
  }

  private static Future<Void> answer(InsertOutcome outcome) {
    return switch (outcome) {
      case InsertOutcome.Stored stored -> Future.succeededFuture();
      case InsertOutcome.Refused refused -> failed(422, refused.message());
      case InsertOutcome.TooManyPartitions tooMany -> failed(422, tooMany.message());
      case InsertOutcome.TableChanged changed -> failed(409, changed.message());
      case InsertOutcome.SettingDenied denied -> failed(403, denied.message());
      case InsertOutcome.NotSent notSent -> failed(503, notSent.message());
      case InsertOutcome.Unavailable unavailable -> failed(503, unavailable.message());
      case InsertOutcome.Unknown unknown -> failed(503, unknown.message());
    };
  }

  private static Future<Void> failed(int status, String message) {
    return Future.failedFuture(new RequestProblem(status, message));
  }
}
