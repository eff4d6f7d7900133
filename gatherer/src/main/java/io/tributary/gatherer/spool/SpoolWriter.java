package io.tributary.gatherer.spool;

import io.tributary.gatherer.spool.AppendQueue.Item;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes: groups of entries, then housekeeping. Everything that comes while it
 * waits for one fsync makes the next group.
 *
 * <p>Failure semantics: after a failure entries are refused until a new segment could be made,
 * which is tried after 10 ms, then 20 ms, and so on up to every 5 s, by itself.
 */
final class SpoolWriter implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

  /** Between two rounds of housekeeping. */
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final AppendQueue queue;
  private final GroupWriter groups;
  private final Housekeeping housekeeping;

  /** Something was settled by which a segment can go. */
  private final AtomicBoolean roomToMake = new AtomicBoolean();

  private volatile Optional<String> roundProblem = Optional.empty();
  private long nextRound = System.nanoTime() + ROUND_NANOS;
  private boolean failing;
  private int failures;
  private long retryAt;

  SpoolWriter(AppendQueue queue, GroupWriter groups, Housekeeping housekeeping) {
    this.queue = queue;
    this.groups = groups;
    this.housekeeping = housekeeping;
  }

  /** What does not work at the moment, one line for an operator. Any thread. */
  Optional<String> problem() {
    return queue.refusal().map(SpoolException::getMessage).or(() -> roundProblem);
  }

  /** A segment can go: it was settled. Any thread. */
  void makeRoom() {
    roomToMake.set(true);
    queue.wake();
  }

  @Override
  public void run() {
    try {
      while (!queue.isClosedAndEmpty()) {
        turn();
      }
      groups.close();
      housekeeping.finish();
    } catch (InterruptedException e) {
      stop("the spool's writer was interrupted");
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("closing the spool: {}", e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("the spool's writer has a bug: restart the gatherer, and report this", e);
      stop("the spool's writer has a bug (" + e + "): restart the gatherer, and report its log");
    }
  }

  private void turn() throws InterruptedException {
    long now = System.nanoTime();
    long due = failing ? Math.min(nextRound - now, retryAt - now) : nextRound - now;
    List<Item> items = queue.take(due);
    if (failing) {
      Optional<SpoolException> refusal = queue.refusal();
      refusal.ifPresent(failure -> groups.fail(items, failure));
      tryAgain();
    } else if (!items.isEmpty()) {
      write(items);
    }
    round();
  }

  private void write(List<Item> items) {
    if (groups.write(items, this::failed)) {
      failures = 0;
    }
  }

  private void failed(SpoolFailedException failure) {
    if (!failing || failures == 0) {
      LOG.error("{}", failure.getMessage());
    }
    failing = true;
    queue.refuse(failure);
    long wait = FIRST_RETRY_NANOS << Math.min(failures, 10);
    retryAt = System.nanoTime() + Math.min(wait, MAX_RETRY_NANOS);
    failures++;
  }

  private void tryAgain() {
    if (System.nanoTime() - retryAt < 0) {
      return;
    }
    try {
      ActiveSegment segment = groups.begin();
      failing = false;
      nextRound = System.nanoTime();
      queue.heal();
      LOG.info("the spool writes again, to {}", segment.path());
    } catch (IOException e) {
      failed(SpoolFailedException.of("create a file in", groups.folder(), e));
    }
  }

  /** Most groups leave nothing to do; looking at all segments would hold up those who settle. */
  private void round() {
    boolean due = System.nanoTime() - nextRound >= 0;
    boolean bySettling = roomToMake.getAndSet(false);
    boolean worthwhile = groups.takeRoomToMake() || bySettling;
    if (!due && (!worthwhile || roundProblem.isPresent())) {
      return;
    }
    try {
      if (due) {
        nextRound = System.nanoTime() + ROUND_NANOS;
        housekeeping.run();
      } else {
        housekeeping.makeRoom();
      }
      if (roundProblem.isPresent()) {
        LOG.info("the spool's files can be looked after again");
      }
      roundProblem = Optional.empty();
    } catch (IOException e) {
      String problem = String.valueOf(e.getMessage());
      if (roundProblem.isEmpty()) {
        LOG.error("{}", problem);
      }
      roundProblem = Optional.of(problem);
    }
  }

  private void stop(String why) {
    SpoolException closed = new SpoolClosedException(why);
    queue.refuse(closed);
    queue.close();
    groups.fail(queue.drain(), closed);
  }
}
