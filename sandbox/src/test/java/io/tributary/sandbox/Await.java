package io.tributary.sandbox;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting for a condition, with a deadline. */
final class Await {
  private Await() {}

  static void until(Duration limit, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    CountDownLatch pause = new CountDownLatch(1);
    while (!condition.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit);
      }
      boolean unused = pause.await(20, TimeUnit.MILLISECONDS);
    }
  }
}
