package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.connector.kafka.KafkaSource.Poll;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the next poll begins. */
final class PollLoopTest {
  private static final Duration NEVER = Duration.ofDays(1);
  private static final Duration SOON = Duration.ofMillis(2);
  private static final Poll NONE = new Poll(ConsumerRecords.empty(), true);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Promise<Poll>> polls = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> taken = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void aBacklogIsReadWithoutAPause() throws InterruptedException {
    start(NEVER);
    nextPoll().complete(record(false));
    nextPoll().complete(record(false));
    nextPoll();
    assertEquals(List.of(1, 1), List.copyOf(taken));
  }

  @Test
  void emptyPollsFollowEachOther() throws InterruptedException {
    start(NEVER);
    nextPoll().complete(NONE);
    nextPoll();
    assertEquals(List.of(0), List.copyOf(taken));
  }

  @Test
  void theEndOfATopicIsPolledAgainAfterTheInterval() throws InterruptedException {
    start(SOON);
    nextPoll().complete(record(true));
    nextPoll();
    assertEquals(List.of(1), List.copyOf(taken));
  }

  @Test
  void theEndOfATopicIsNotPolledAgainAtOnce() throws InterruptedException {
    start(NEVER);
    nextPoll().complete(record(true));
    assertEquals(1, taken.poll(10, TimeUnit.SECONDS));
    assertEquals(List.of(), List.copyOf(polls));
  }

  private void start(Duration interval) {
    PollLoop loop =
        new PollLoop(
            vertx,
            TestSource.settings(),
            this::poll,
            new PipelineMeters(new Meters(), "clicks", 1_000),
            interval,
            new PollLoop.Hooks(
                records -> taken.add(records.count()),
                gone -> {
                  throw new AssertionError(gone);
                },
                failed -> {
                  throw new AssertionError(failed);
                }));
    vertx.runOnContext(started -> loop.start());
  }

  private Future<Poll> poll(Duration timeout) {
    Promise<Poll> poll = Promise.promise();
    polls.add(poll);
    return poll.future();
  }

  private Promise<Poll> nextPoll() throws InterruptedException {
    Promise<Poll> poll = polls.poll(10, TimeUnit.SECONDS);
    if (poll == null) {
      throw new AssertionError("no poll");
    }
    return poll;
  }

  private static Poll record(boolean atEnd) {
    TopicPartition partition = new TopicPartition("topic", 0);
    ConsumerRecord<ByteBuffer, ByteBuffer> record =
        new ConsumerRecord<>("topic", 0, 0, ByteBuffer.allocate(0), ByteBuffer.allocate(0));
    return new Poll(new ConsumerRecords<>(Map.of(partition, List.of(record)), Map.of()), atEnd);
  }
}
