package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.FlushPolicy;
import io.tributary.gatherer.table.FlushReason;
import io.tributary.gatherer.table.FlushWindow;
import io.tributary.gatherer.table.TableBuffer;
import io.tributary.gatherer.telemetry.GathererMeters;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a lane looks at its buffers, and when it may insert what is due. Belongs to the lane's
 * context.
 */
final class FlushTiming {

  private final String table;
  private final DeliveryTools tools;
  private final FlushPolicy policy;
  private final Runnable look;
  private boolean waiting;
  private long timer = -1;
  private long timerNanos;

  /**
   * A lane's timing.
   *
   * @param look what is to be done when something may be due; called on the lane's context
   */
  FlushTiming(String table, DeliveryTools tools, FlushWindow window, Runnable look) {
    this.table = table;
    this.tools = tools;
    this.policy = new FlushPolicy(tools.limits(), window);
    this.look = look;
  }

  FlushPolicy policy() {
    return policy;
  }

  /** True when the buffer, which is due, may be inserted now; otherwise the lane is woken later. */
  boolean isTurn(TableBuffer buffer, @Nullable FlushReason pressed) {
    if (pressed == FlushReason.SHUTDOWN) {
      tools.turns().force(table);
    } else if (!tools.turns().ask(policy.claim(table, buffer))) {
      waiting = true;
      return false;
    }
    return true;
  }

  /** The buffer is flushed now. */
  void flushed(TableBuffer buffer, FlushReason reason, long nowNanos) {
    tools.meters().flushed(reason);
    if (waiting) {
      tools.meters().delayed(GathererMeters.DelayCause.PACE);
    } else if (policy.delays(buffer, nowNanos)) {
      tools.meters().delayed(GathererMeters.DelayCause.PARTS);
    }
    waiting = false;
  }

  /** Nothing is due for {@code nanos}; {@link Long#MAX_VALUE} for ever. */
  void nothingDue(long nanos, long nowNanos) {
    if (waiting) {
      waiting = false;
      tools.turns().leave(table);
    }
    if (nanos == Long.MAX_VALUE || (timer >= 0 && timerNanos - nowNanos <= nanos)) {
      return;
    }
    if (timer >= 0) {
      tools.vertx().cancelTimer(timer);
    }
    long millis = Math.max(1, Duration.ofNanos(nanos + 999_999).toMillis());
    timerNanos = nowNanos + nanos;
    timer =
        tools
            .vertx()
            .setTimer(
                millis,
                id -> {
                  timer = -1;
                  look.run();
                });
  }
}
