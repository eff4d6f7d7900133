package io.tributary.load.baseline;

import com.sun.management.ThreadMXBean;
import io.tributary.connector.kafka.FetchSizes;
import io.tributary.load.measure.ProcStat;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * The bare poll loop's process: polls as a connector does and does nothing with what it gets but
 * count it. It says in its {@code READY} line what that took, then waits to be ended.
 *
 * <p>Arguments: bootstrap servers, group, topics joined by commas, rows, warm-up rows.
 *
 * <p>Thread: an event loop.
 */
public final class PollMain {
  private static final Duration POLL_TIMEOUT = Duration.ofMillis(100);

  private final KafkaReadStream<ByteBuffer, ByteBuffer> stream;
  private final long rows;
  private final long warmUpRows;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private Moment from;
  private long polled;
  private long bytes;

  /** What had been used up to some time. */
  private record Moment(long nanos, long polled, long bytes, long cpuMillis, long allocated) {
    static Moment now(long polled, long bytes) {
      ProcStat stat = ProcessCost.stat(ProcessHandle.current().pid());
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      return new Moment(
          System.nanoTime(),
          polled,
          bytes,
          stat.cpuMillis(),
          threads.getTotalThreadAllocatedBytes());
    }
  }

  private PollMain(KafkaReadStream<ByteBuffer, ByteBuffer> stream, long rows, long warmUpRows) {
    this.stream = stream;
    this.rows = rows;
    this.warmUpRows = warmUpRows;
    this.from = Moment.now(0, 0);
  }

  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    KafkaReadStream<ByteBuffer, ByteBuffer> stream =
        KafkaReadStream.create(
            vertx,
            config(args[0], args[1]),
            new ByteBufferDeserializer(),
            new ByteBufferDeserializer());
    PollMain main = new PollMain(stream, Long.parseLong(args[3]), Long.parseLong(args[4]));
    vertx.runOnContext(
        turn ->
            stream
                .subscribe(Set.of(args[2].split(",", -1)))
                .onSuccess(done -> main.poll())
                .onFailure(main.ready::completeExceptionally));
    System.out.println(main.ready.get());
    new CountDownLatch(1).await();
  }

  /** A connector's, as far as they can matter to how fast records come and what they cost. */
  private static Map<String, Object> config(String bootstrapServers, String group) {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.putAll(FetchSizes.config());
    return config;
  }

  private void poll() {
    stream.poll(POLL_TIMEOUT).onSuccess(this::take).onFailure(ready::completeExceptionally);
  }

  private void take(ConsumerRecords<ByteBuffer, ByteBuffer> records) {
    boolean warm = polled >= warmUpRows;
    for (ConsumerRecord<ByteBuffer, ByteBuffer> found : records) {
      bytes += found.value().remaining();
    }
    polled += records.count();
    if (!warm && polled >= warmUpRows) {
      from = Moment.now(polled, bytes);
    }
    if (polled < warmUpRows + rows) {
      poll();
    } else {
      ready.complete(line(Moment.now(polled, bytes)));
    }
  }

  private String line(Moment to) {
    return "READY rows=%d bytes=%d nanos=%d cpuMillis=%d allocatedBytes=%d"
        .formatted(
            to.polled() - from.polled(),
            to.bytes() - from.bytes(),
            to.nanos() - from.nanos(),
            to.cpuMillis() - from.cpuMillis(),
            to.allocated() - from.allocated());
  }
}
