package io.tributary.sandbox.clickhouse;

import io.tributary.sandbox.clickhouse.engine.Engine;
import io.tributary.sandbox.clickhouse.engine.EngineSession;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Some platform threads that run statements of one kind, each with a session of its own while it
 * does, and a bounded queue before them. Separate lanes keep inserts, queries and KILL from waiting
 * for each other.
 *
 * <p>Thread: any.
 */
final class Lane implements AutoCloseable {
  /** Statements that wait; one more is refused. */
  private static final int QUEUE = 128;

  /** Text is SQL for everybody as on a server, where {@code 5} alone is a syntax error. */
  private static final Map<String, String> DEFAULTS = Map.of("implicit_select", "0");

  private final Engine engine;
  private final ThreadPoolExecutor threads;
  private final ConcurrentLinkedDeque<EngineSession> idle = new ConcurrentLinkedDeque<>();

  Lane(String name, int size, Engine engine) {
    this.engine = engine;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name(name + "-", 0).daemon().factory());
  }

  /** What is to be done with a session. */
  interface Work<T> {
    T run(EngineSession session) throws Exception;
  }

  /**
   * Runs it on a thread of the lane.
   *
   * @throws java.util.concurrent.RejectedExecutionException if the queue is full
   */
  <T> CompletableFuture<T> submit(Work<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    threads.execute(() -> complete(done, () -> withSession(work)));
    return done;
  }

  private <T> T withSession(Work<T> work) throws Exception {
    EngineSession session = idle.pollFirst();
    if (session == null) {
      session = engine.session(DEFAULTS);
    }
    try {
      return work.run(session);
    } finally {
      idle.addFirst(session);
    }
  }

  // Whatever a statement ends with has to reach its client, also an Error.
  private static <T> void complete(CompletableFuture<T> done, Callable<T> work) {
    try {
      done.complete(work.call());
    } catch (Throwable e) {
      done.completeExceptionally(e);
    }
  }

  /** Takes no more statements and waits a moment for those that run. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (threads.awaitTermination(5, TimeUnit.SECONDS)) {
        idle.forEach(EngineSession::close);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
