package io.tributary.service.management;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Finds event loops that are stuck, by giving each a task and waiting for it. It looks only when
 * asked, so a process that was stopped as a whole for a while is not blamed for it.
 *
 * <p>Thread: any. A stuck loop has at most one task of this class in its queue.
 */
final class LoopPulse {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final List<Loop> loops;
  private final Duration patience;

  private LoopPulse(List<Loop> loops, Duration patience) {
    this.loops = loops;
    this.patience = patience;
  }

  /** The pulse of all loops of this Vert.x. */
  static LoopPulse of(Vertx vertx) {
    return of(vertx, PATIENCE);
  }

  static LoopPulse of(Vertx vertx, Duration patience) {
    List<Loop> loops = new ArrayList<>();
    for (EventExecutor executor : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      loops.add(new Loop(loops.size() + 1, executor));
    }
    return new LoopPulse(List.copyOf(loops), patience);
  }

  /** One line for each loop that does not answer in time. */
  Future<List<String>> stuck() {
    List<Future<Void>> answers = loops.stream().map(loop -> loop.ask(patience)).toList();
    return Future.join(answers)
        .transform(
            joined -> {
              List<String> stuck = new ArrayList<>();
              for (int i = 0; i < answers.size(); i++) {
                if (answers.get(i).failed()) {
                  stuck.add(loops.get(i).complaint(loops.size(), patience));
                }
              }
              return Future.succeededFuture(stuck);
            });
  }

  private static final class Loop {
    private final int number;
    private final EventExecutor executor;
    private final AtomicReference<@Nullable Promise<Void>> asked = new AtomicReference<>();

    Loop(int number, EventExecutor executor) {
      this.number = number;
      this.executor = executor;
    }

    Future<Void> ask(Duration patience) {
      Promise<Void> mine = Promise.promise();
      Promise<Void> before = asked.compareAndExchange(null, mine);
      if (before == null) {
        executor.execute(
            () -> {
              asked.set(null);
              mine.complete();
            });
      }
      Future<Void> answer = (before == null ? mine : before).future();
      return answer.timeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    String complaint(int loops, Duration patience) {
      return "event loop %d of %d has not answered for %d s"
          .formatted(number, loops, patience.toSeconds());
    }
  }
}
