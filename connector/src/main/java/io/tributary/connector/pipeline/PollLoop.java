package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.KafkaSource.Poll;
import io.tributary.connector.kafka.PollFailure;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.telemetry.PipelineMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the source, one poll after the other: the next one waits on the polling thread while the
 * records of the last are encoded. What each poll and the fetch behind it cost is shared by more
 * records when polls that have reached the end of their partitions are some time apart.
 *
 * <p>Failure semantics: a failure that passes is logged, and the next poll comes a second later.
 *
 * <p>Thread: the pipeline's event loop.
 */
final class PollLoop {
  private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);
  private static final long POLL_AGAIN_MILLIS = 1000;

  private final Vertx vertx;
  private final SourceSettings settings;
  private final Source source;
  private final PipelineMeters meters;
  private final Hooks hooks;
  private final long intervalNanos;
  private long begunNanos;
  private boolean stopped;

  /** Where records come from. */
  interface Source {
    Future<Poll> poll(Duration timeout);
  }

  /**
   * Who is told.
   *
   * @param records of one poll, also when there are none
   * @param gone records that are to be read do not exist; one line for an operator
   * @param failed the pipeline cannot go on; one line without the datasource
   */
  record Hooks(
      Consumer<ConsumerRecords<ByteBuffer, ByteBuffer>> records,
      Consumer<String> gone,
      Consumer<String> failed) {}

  /**
   * Does not poll yet.
   *
   * @param interval from poll to poll, when there is no backlog
   */
  PollLoop(
      Vertx vertx,
      SourceSettings settings,
      Source source,
      PipelineMeters meters,
      Duration interval,
      Hooks hooks) {
    this.vertx = vertx;
    this.settings = settings;
    this.source = source;
    this.meters = meters;
    this.intervalNanos = interval.toNanos();
    this.hooks = hooks;
  }

  /** Begins to poll. */
  void start() {
    poll();
  }

  /** No poll begins any more. */
  void stop() {
    stopped = true;
  }

  private void poll() {
    if (stopped) {
      return;
    }
    begunNanos = System.nanoTime();
    source
        .poll(POLL_TIMEOUT)
        .onComplete(
            result -> {
              if (result.succeeded()) {
                next(result.result());
                polled(result.result().records());
              } else {
                failed(result.cause());
              }
            });
  }

  private void next(Poll poll) {
    long leftMillis = TimeUnit.NANOSECONDS.toMillis(begunNanos + intervalNanos - System.nanoTime());
    if (poll.records().isEmpty() || !poll.atEnd() || leftMillis < 1) {
      poll();
    } else {
      vertx.setTimer(leftMillis, timer -> poll());
    }
  }

  private void polled(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
    if (!records.isEmpty()) {
      meters.polled(records.count());
    }
    hooks.records().accept(records);
  }

  private void failed(Throwable cause) {
    if (stopped) {
      return;
    }
    switch (PollFailure.of(cause, settings)) {
      case PollFailure.Passing passing -> {
        meters.pollFailed();
        log.warn("datasource {}: {}", settings.datasource(), passing.message());
        vertx.setTimer(POLL_AGAIN_MILLIS, timer -> poll());
      }
      case PollFailure.Gone gone -> hooks.gone().accept(gone.message());
      case PollFailure.Fatal failure -> hooks.failed().accept(failure.message());
    }
  }
}
