package io.tributary.gatherer.intake;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.ChunkPool;
import io.tributary.gatherer.feed.Acceptance;
import io.tributary.gatherer.feed.Entry;
import io.tributary.gatherer.feed.TableFeed;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Small requests that go into the spool together: while earlier ones are being written, those that
 * come are gathered, so that an entry costs the more requests the less there is time for each.
 *
 * <p>Failure semantics: each request is answered for itself; an entry that was not taken fails all
 * of its requests.
 */
final class SharedEntry {
  /** While so many entries are being written, more requests are gathered for the next. */
  private static final int MAX_APPENDS = 2;

  private final Context loop;
  private final TableFeed feed;
  private final IntakeTools tools;
  private List<Joined> joined = new ArrayList<>();
  private @Nullable Chunk chunk;
  private long charged;
  private int appends;
  private boolean scheduled;

  SharedEntry(Context loop, TableFeed feed, IntakeTools tools) {
    this.loop = loop;
    this.feed = feed;
    this.tools = tools;
  }

  private record Joined(int first, int until, Request request) {}

  /** A request that has joined. */
  interface Request {
    /** The spool has taken its values, and writes them. */
    void offered();

    /** They are durable; answers who wants to know when they are stored. */
    Optional<Acceptance> durable();

    /** They are not, and will not be. */
    void failed(Throwable refusal);
  }

  /** Adds the values of a request, which is complete with them. The chunk stays the caller's. */
  void join(Chunk values, Request request) {
    Chunk open = chunk;
    if (open != null && (open.maker() != values.maker() || !open.hasRoomFor(values))) {
      append(open);
      open = null;
    }
    if (open == null) {
      open =
          tools
              .tools()
              .pool()
              .take(values.maker(), ChunkPool.Expects.LITTLE, values.acceptedMillis());
      chunk = open;
    }
    int first = open.count();
    open.join(values);
    joined.add(new Joined(first, open.count(), request));
    charge(open);
    schedule();
  }

  private void charge(Chunk open) {
    long held = open.heldBytes();
    tools.tools().memory().change(held - charged);
    charged = held;
  }

  /** Behind whatever the loop has read already. */
  private void schedule() {
    if (!scheduled && appends < MAX_APPENDS) {
      scheduled = true;
      loop.runOnContext(
          turn -> {
            scheduled = false;
            Chunk open = chunk;
            if (open != null && appends < MAX_APPENDS) {
              append(open);
            }
          });
    }
  }

  private void append(Chunk full) {
    List<Joined> requests = joined;
    chunk = null;
    charged = 0;
    joined = new ArrayList<>();
    appends++;
    Future<Entry> appending =
        feed.append(full, tools.requests().incrementAndGet(), true, Optional.empty());
    if (!appending.failed()) {
      requests.forEach(joinedRequest -> joinedRequest.request().offered());
    }
    appending.onComplete(
        appended -> {
          appends--;
          if (appended.succeeded()) {
            durable(appended.result(), requests);
          } else {
            tools.tools().memory().change(-full.heldBytes());
            tools.tools().pool().giveBack(full);
            requests.forEach(joinedRequest -> joinedRequest.request().failed(appended.cause()));
          }
          if (chunk != null) {
            schedule();
          }
        });
  }

  private void durable(Entry entry, List<Joined> requests) {
    List<Entry.Watcher> watchers = new ArrayList<>();
    for (Joined joinedRequest : requests) {
      joinedRequest
          .request()
          .durable()
          .ifPresent(
              acceptance ->
                  watchers.add(
                      new Entry.Watcher(acceptance, joinedRequest.first(), joinedRequest.until())));
    }
    entry.watchedBy(watchers);
    feed.take(List.of(entry));
  }
}
