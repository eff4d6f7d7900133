package io.tributary.service.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopPulseTest {
  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(3));
  private final LoopPulse pulse = LoopPulse.of(vertx, Duration.ofSeconds(2));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void runningLoopsAnswer() {
    assertEquals(List.of(), pulse.stuck().await());
  }

  @Test
  void stuckLoopIsNamedUntilItRunsAgain() {
    EventExecutor second = ((VertxInternal) vertx).nettyEventLoopGroup().next();
    CountDownLatch go = new CountDownLatch(1);
    second.execute(
        () -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    for (int looks = 0; looks < 2; looks++) {
      List<String> stuck = pulse.stuck().await();
      assertEquals(1, stuck.size());
      assertTrue(
          stuck.getFirst().matches("event loop [1-3] of 3 has not answered for 2 s"),
          stuck.getFirst());
    }
    go.countDown();
    assertEquals(List.of(), pulse.stuck().await());
  }
}
