package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.chunk.HttpTable;
import io.tributary.gatherer.chunk.SpooledChunk;
import io.tributary.gatherer.spool.Position;
import io.tributary.gatherer.spool.Spool;
import io.tributary.gatherer.telemetry.GathererMeters;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.MetaColumns;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The feed of a table that is described but never claimed: rows wait in its spool. */
public final class WaitingTable {
  private final FeedTools tools;
  private final TableFeed feed;
  private final Context loop;

  public WaitingTable(Vertx vertx, Spool spool, long memoryBytes) {
    this.loop = vertx.getOrCreateContext();
    this.tools = tools(vertx, spool, memoryBytes);
    Datasource datasource = HttpTable.datasource(MetaColumns.ON);
    this.feed = new TableFeed(loop, datasource, tools);
    TableAnswer.Columns rows = HttpTable.described(datasource);
    feed.described(
        new FeedTarget.Known(
            TablePlan.match(datasource, rows),
            Guarantee.EXACTLY_ONCE,
            rows,
            HttpTable.describedQuarantine(datasource)));
  }

  @SuppressWarnings("NullAway") // nothing goes on from here
  private static FeedTools tools(Vertx vertx, Spool spool, long memoryBytes) {
    return new FeedTools(
        vertx,
        spool,
        new FeedTools.Ends(null, null, null, null, null),
        new ChunkPool(HttpTable.LIMITS),
        new FeedMemory(memoryBytes),
        new FeedBudget(memoryBytes),
        new WaitingRequests(),
        new DrainRate(System.nanoTime()),
        new GathererMeters(new Meters()),
        new FeedSettings("test", new UUID(1, 2), 7, HttpTable.LIMITS, 32 << 10));
  }

  public FeedTools tools() {
    return tools;
  }

  public TableFeed feed() {
    return feed;
  }

  /** Where everything of it happens. */
  public Context loop() {
    return loop;
  }

  /** The rows that an opening of a spool finds, good ones only, in the order of entries. */
  public static List<HttpTable.Row> recovered(Spool spool) throws Exception {
    List<HttpTable.Row> rows = new ArrayList<>();
    for (Iterator<Position> left = spool.recovered(); left.hasNext(); ) {
      var entry =
          spool
              .read(left.next())
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS);
      var chunk = HttpTable.chunk(HttpTable.maker(MetaColumns.ON));
      SpooledChunk.read(entry.sections()).makeRows(chunk);
      rows.addAll(HttpTable.rows(chunk));
    }
    return rows;
  }
}
