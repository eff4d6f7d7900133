package io.tributary.gatherer.intake;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.gatherer.feed.TableFeed;
import io.vertx.core.Context;
import org.jspecify.annotations.Nullable;

/** A datasource as one event loop sees it: how its rows are made now, and where small ones go. */
final class LoopTable {
  private final TableFeed feed;
  private final IntakeTools tools;
  private final SharedEntry shared;
  private int version;
  private @Nullable RowMaker maker;

  LoopTable(TableFeed feed, Context loop, IntakeTools tools) {
    this.feed = feed;
    this.tools = tools;
    this.shared = new SharedEntry(loop, feed, tools);
  }

  TableFeed feed() {
    return feed;
  }

  SharedEntry shared() {
    return shared;
  }

  /** False while rows cannot be made. */
  boolean isReady() {
    return feed.plan() != null;
  }

  /**
   * An empty chunk for rows as the table is now.
   *
   * @param bytes that are expected, 0 or less when nobody knows
   */
  Chunk chunk(int bytes) {
    return tools.tools().pool().take(maker(), bytes, System.currentTimeMillis());
  }

  /** A large chunk with all that a small one has. */
  Chunk larger(Chunk small) {
    Chunk larger =
        tools.tools().pool().take(small.maker(), ChunkPool.Expects.MUCH, small.acceptedMillis());
    larger.join(small);
    return larger;
  }

  private RowMaker maker() {
    TableFeed.CurrentPlan now = feed.plan();
    RowMaker known = maker;
    if (now == null) {
      throw new IllegalStateException("the table of " + feed.datasource().name() + " is not known");
    }
    if (known == null || now.version() != version) {
      known = feed.maker(now);
      version = now.version();
      maker = known;
    }
    return known;
  }
}
