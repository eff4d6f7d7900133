package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.fault.TcpProxy;
import io.tributary.load.fault.TcpProxy.Direction;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network between a connector and its gatherer breaks in every way, and rows go on coming. */
class StreamCutIT {
  @Test
  void rowsGoOnByThemselvesAfterEachFault(@TempDir Path work) throws IOException {
    ClickFlow flow = new ClickFlow(Sandbox.shared(), "cut", "steady", "steady");
    EventProducer.createTopic(flow.kafka(), flow.topic(), 4);
    try (ServiceUnderLoad gatherer =
            flow.gatherer(
                work,
                flow.sandbox().clickHouse().url(),
                Map.of("FLUSH_INTERVAL", "100ms", "SESSION_SILENCE", "6s"));
        TcpProxy network = TcpProxy.to(gatherer.listen());
        ServiceUnderLoad connector =
            flow.connector(
                work,
                network.address(),
                Map.of("SESSION_SILENCE", "2s", "RETRY_MAX_DELAY", "500ms"));
        EventProducer producer = new EventProducer(flow.kafka(), flow.topic(), 6)) {
      gatherer.start();
      connector.start();
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Void> producing =
          CompletableFuture.runAsync(
              () -> produceUntil(enough, producer), task -> Thread.ofVirtual().start(task));
      try {
        awaitMore(flow);

        network.delay(Duration.ofMillis(200));
        awaitMore(flow);
        network.heal();

        network.cut();
        Await.until("the session is gone", ClickFlow.LIMIT, () -> sessions(gatherer) == 0);
        network.heal();
        awaitMore(flow);

        for (Direction direction : Direction.values()) {
          long silences = silences(connector);
          network.drop(direction);
          // Once for the session that was open, once for an attempt to make a new one.
          Await.until(
              "the connector gives up sessions that lost " + direction,
              ClickFlow.LIMIT,
              () -> silences(connector) >= silences + 2);
          network.heal();
          awaitMore(flow);
        }
      } finally {
        enough.set(true);
        producing.join();
      }
      OffsetProof end = flow.awaitComplete(producer.acknowledged());
      assertEquals(0, end.duplicates());
      Await.until("one session is left", ClickFlow.LIMIT, () -> sessions(gatherer) == 1);
      ClickFlow.assertAlive(gatherer, connector);
    }
  }

  private static void produceUntil(AtomicBoolean enough, EventProducer producer) {
    while (!enough.get()) {
      producer.produce(200);
    }
  }

  /** Rows that come after this moment are stored, not only what was under way. */
  private static void awaitMore(ClickFlow flow) {
    long produced = flow.look().produced();
    Await.until("rows go on", ClickFlow.LIMIT, () -> flow.look().distinct() > produced);
  }

  private static double sessions(ServiceUnderLoad gatherer) {
    return ClickFlow.metric(gatherer, "tributary_gatherer_sessions_open");
  }

  private static long silences(ServiceUnderLoad connector) {
    try {
      return Files.readAllLines(connector.log()).stream()
          .filter(line -> line.contains("gatherer said nothing for 2 s"))
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
