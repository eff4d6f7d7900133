package io.tributary.load.run;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.measure.TimeSeriesRecorder;
import io.tributary.load.process.Await;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Looks at all processes of a run, so that little is lost of one that is killed.
 *
 * <p>Thread: two of its own, between {@link #start} and {@link #close}.
 */
final class Watches implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration LOOK_CLOSELY_EVERY = Duration.ofSeconds(1);

  private final List<ProcessWatch> watches;
  private volatile boolean ended;

  Watches(List<ProcessWatch> watches) {
    this.watches = List.copyOf(watches);
  }

  void start() {
    Thread.ofPlatform().daemon().name("watch").start(() -> repeat(LOOK_EVERY, ProcessWatch::look));
    Thread.ofPlatform()
        .daemon()
        .name("watch-closely")
        .start(() -> repeat(LOOK_CLOSELY_EVERY, ProcessWatch::lookClosely));
  }

  private void repeat(Duration every, Consumer<ProcessWatch> look) {
    while (!ended) {
      watches.forEach(look);
      Await.pause(every);
    }
  }

  void begin() {
    watches.forEach(ProcessWatch::begin);
  }

  /** Samples the window that has begun. */
  TimeSeriesRecorder recorder() {
    return new TimeSeriesRecorder(watches);
  }

  /** A last close look, and what it all came to. */
  List<ProcessFigures> figures() {
    watches.forEach(ProcessWatch::lookClosely);
    return watches.stream().map(ProcessWatch::figures).toList();
  }

  /** Growth of a counter over all processes that have it. */
  double grown(String counter) {
    return watches.stream()
        .flatMap(watch -> watch.grown(counter).stream())
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  @Override
  public void close() {
    ended = true;
  }
}
