package io.tributary.gatherer.spool;

import io.tributary.gatherer.spool.AppendQueue.Abandon;
import io.tributary.gatherer.spool.AppendQueue.Append;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The log of entries on this node's disk. What was appended is there after a crash, until it is
 * settled.
 *
 * <p>Any thread; nothing blocks. Futures complete on the Vert.x context that the call came from, so
 * that a request goes on where it was.
 *
 * <p>Failure semantics: an entry whose append succeeded is fsynced, and handed out by every later
 * opening until it is settled, if its request is complete. One whose append failed with {@link
 * SpoolFailedException}, or was cut off by a crash, may or may not be there then. An entry that was
 * settled may be handed out once more after a crash. Disk errors pass without a restart.
 */
public final class Spool {
  private static final int READERS = 2;

  /** Reads under way or waiting; beyond it, reads are refused: each holds an entry in memory. */
  private static final int MAX_READS = 256;

  /** An opening reads all that is there; this is for the warning about slow workers. */
  private static final long SLOW_MINUTES = 10;

  private final Vertx vertx;
  private final SpoolSettings settings;
  private final WorkerExecutor workers;
  private final Closeable lock;
  private final InstantSource clock;
  private final Recovered recovered;
  private final SpoolState state;
  private final AppendQueue queue;
  private final SpoolWriter writer;
  private final SegmentReader reader;
  private final Thread thread;
  private final AtomicInteger reads = new AtomicInteger();

  private Spool(Vertx vertx, WorkerExecutor workers, Opened opened) {
    this.vertx = vertx;
    this.workers = workers;
    this.settings = opened.settings();
    this.lock = opened.lock();
    this.clock = opened.clock();
    this.recovered = opened.recovered();
    this.state = opened.state();
    SpoolIdentity identity = recovered.opened().identity();
    SpoolFolder folder = new SpoolFolder(settings.folder());
    Disk disk = opened.disk();
    this.queue = new AppendQueue(settings.queueBytes());
    this.reader = new SegmentReader(disk, folder, identity, state);
    this.writer =
        new SpoolWriter(
            queue,
            new GroupWriter(disk, settings, recovered.opened(), state, clock),
            new Housekeeping(disk, folder, identity, state, clock, recovered));
    this.thread = Thread.ofPlatform().name("spool-writer").daemon().unstarted(writer);
  }

  private record Opened(
      Disk disk,
      SpoolSettings settings,
      InstantSource clock,
      Closeable lock,
      SpoolState state,
      Recovered recovered) {}

  /**
   * Opens the spool in a folder, or makes a new one. Reads and checks every byte that is there.
   *
   * @return fails with {@link SpoolUnusableException} or {@link IOException}, whose message is for
   *     the operator
   */
  public static Future<Spool> open(Vertx vertx, SpoolSettings settings) {
    return open(vertx, settings, new FileDisk(), InstantSource.system());
  }

  static Future<Spool> open(Vertx vertx, SpoolSettings settings, Disk disk, InstantSource clock) {
    WorkerExecutor workers =
        vertx.createSharedWorkerExecutor(
            "spool-" + settings.folder(), READERS, SLOW_MINUTES, TimeUnit.MINUTES);
    return workers
        .executeBlocking(() -> recover(disk, settings, clock))
        .map(
            opened -> {
              Spool spool = new Spool(vertx, workers, opened);
              spool.thread.start();
              return spool;
            })
        .onFailure(failure -> workers.close());
  }

  private static Opened recover(Disk disk, SpoolSettings settings, InstantSource clock)
      throws IOException, SpoolUnusableException {
    disk.createFolder(settings.folder());
    Closeable lock = disk.lock(new SpoolFolder(settings.folder()).lock());
    try {
      SpoolState state = new SpoolState(settings);
      return new Opened(
          disk, settings, clock, lock, state, Recovery.run(disk, settings, state, clock));
    } catch (IOException | SpoolUnusableException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Appends an entry. Its sections must not change until the future completes.
   *
   * @return where it is, once it is fsynced; fails at once with {@link SpoolFullException}, {@link
   *     SpoolBusyException} or {@link SpoolClosedException} if nothing was taken, and with {@link
   *     SpoolFailedException} if the disk failed. After a failure the request must not go on; say
   *     {@link #abandon} unless this was its last entry.
   * @throws IllegalArgumentException if the entry is above {@link SpoolSettings#maxEntryBytes}
   */
  public Future<Position> append(SpoolEntry entry) {
    long bytes = entry.bytes();
    if (bytes > settings.maxEntryBytes()) {
      throw new IllegalArgumentException(
          "an entry of %d bytes for %s is above the bound of %d"
              .formatted(bytes, entry.stream(), settings.maxEntryBytes()));
    }
    long cost = Space.cost(entry, bytes);
    Optional<SpoolFullException> full = state.takeEntry(cost);
    if (full.isPresent()) {
      return Future.failedFuture(full.get());
    }
    Promise<Position> promise = Promise.promise();
    Append append = new Append(entry, (int) bytes, cost, vertx.getOrCreateContext(), promise);
    Optional<SpoolException> refusal = queue.offer(append);
    if (refusal.isPresent()) {
      state.giveBackEntry(cost);
      return Future.failedFuture(refusal.get());
    }
    return promise.future();
  }

  /**
   * A request will get no last entry: what was appended of it goes. Nothing happens if none was, or
   * if the last one was appended.
   */
  public void abandon(long request) {
    queue.offer(new Abandon(request));
  }

  /**
   * An entry is durable elsewhere, or refused for good: nobody reads it any more. Its file goes
   * when all entries in it are settled. Saved within a second or so. Nothing happens if it was
   * settled.
   */
  public void settled(Position position) {
    if (state.settle(position)) {
      writer.makeRoom();
    }
  }

  /**
   * Reads an entry on a worker thread. Its sections are slices of one array.
   *
   * @return fails with {@link SpoolDamagedException} if it is not what was written, {@link
   *     SpoolFailedException} if it cannot be read now, {@link SpoolBusyException} if 256 reads
   *     wait, and {@link IllegalArgumentException} if there is no such entry, or not any more
   */
  public Future<SpoolEntry> read(Position position) {
    if (reads.incrementAndGet() > MAX_READS) {
      reads.decrementAndGet();
      return Future.failedFuture(
          new SpoolBusyException(MAX_READS + " reads of the spool wait: read fewer at once"));
    }
    return workers
        .executeBlocking(() -> reader.read(position), false)
        .onComplete(read -> reads.decrementAndGet());
  }

  /** What a request with this key was answered, within the window. */
  public Optional<Answer> answer(KeyHash key) {
    return state.answer(key, clock.millis());
  }

  /**
   * The entries of earlier incarnations that are not settled, of complete requests, in the order
   * they were written. Each step looks anew, so that what is settled meanwhile is left out; nothing
   * is kept in memory for it.
   */
  public Iterator<Position> recovered() {
    return new Iterator<>() {
      private @Nullable Position behind;
      private @Nullable Position next;

      @Override
      public boolean hasNext() {
        if (next == null) {
          next = state.nextUnsettled(behind, incarnation());
        }
        return next != null;
      }

      @Override
      public Position next() {
        Position found = hasNext() ? next : null;
        if (found == null) {
          throw new NoSuchElementException();
        }
        behind = found;
        next = null;
        return found;
      }
    };
  }

  /** Damage that was found when the spool was opened; each is in the log, too. */
  public List<Damage> damages() {
    return recovered.damages();
  }

  /** Random number of this spool, the same for as long as its folder is: 1 to 2³²−1. */
  public long id() {
    return recovered.opened().identity().id();
  }

  /** Number of this opening, higher than that of every earlier one: 1 to 2³²−1. */
  public long incarnation() {
    return recovered.opened().incarnation();
  }

  /** What does not work at the moment, one line for an operator. */
  public Optional<String> problem() {
    return writer.problem();
  }

  /** How full the spool is. */
  public SpoolUsage usage() {
    return state.usage();
  }

  /**
   * Writes what waits, saves what is settled, and lets the folder go. Nothing is taken any more.
   */
  public Future<Void> close() {
    queue.close();
    return workers
        .<Void>executeBlocking(
            () -> {
              thread.join();
              lock.close();
              return null;
            })
        .eventually(workers::close);
  }
}
