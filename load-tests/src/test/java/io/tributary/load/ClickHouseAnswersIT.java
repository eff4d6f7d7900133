package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse's answers say less than they seem to. */
@Order(1)
class ClickHouseAnswersIT {
  private static final int TIMES = 3;
  private static final int ROWS_PER_FAULT = 2_000;

  private record Answer(int status, int code, String message) {}

  private static final List<Answer> ANSWERS =
      List.of(
          new Answer(500, 252, "Too many parts (3000). Merges are processing significantly slower"),
          new Answer(500, 210, "I/O error: Connection reset by peer"),
          new Answer(500, 159, "Timeout exceeded: elapsed 30 seconds"),
          new Answer(502, 0, "<html>502 Bad Gateway</html>"));

  /** An insert without an answer is followed by another one when its deadline is over. */
  private static final Map<String, String> SHORT_LEASE = Map.of("LEASE", "1s");

  private static final Map<String, String> QUICK =
      Map.of("FLUSH_INTERVAL", "50ms", "RETRY_MAX_DELAY", "200ms", "INSERT_TIMEOUT", "1s");

  @Test
  void errorsBeforeTheRowsAreStoredLoseAndRepeatNothing(@TempDir Path work) throws IOException {
    ClickFlow flow = flow("before");
    try (ClickHouseProxy proxy = ClickHouseProxy.to(flow.sandbox().clickHouse().url());
        ServiceUnderLoad gatherer = flow.gatherer(work, proxy.url(), QUICK);
        ServiceUnderLoad connector = flow.connector(work, gatherer.listen(), SHORT_LEASE);
        EventProducer producer = new EventProducer(flow.kafka(), flow.topic(), 4)) {
      gatherer.start();
      connector.start();
      for (Answer answer : ANSWERS) {
        double before = ClickFlow.retries(gatherer);
        proxy.answerBefore(answer.status(), answer.code(), answer.message(), TIMES);
        produceUntilRetried(producer, gatherer, before + TIMES);
      }
      OffsetProof end = flow.awaitComplete(producer.acknowledged());
      assertEquals(0, end.duplicates());
      ClickFlow.assertAlive(gatherer, connector);
    }
  }

  @Test
  void errorsAfterTheRowsAreStoredLoseNothing(@TempDir Path work) throws IOException {
    ClickFlow flow = flow("after");
    try (ClickHouseProxy proxy = ClickHouseProxy.to(flow.sandbox().clickHouse().url());
        ServiceUnderLoad gatherer = flow.gatherer(work, proxy.url(), QUICK);
        ServiceUnderLoad connector = flow.connector(work, gatherer.listen(), SHORT_LEASE);
        EventProducer producer = new EventProducer(flow.kafka(), flow.topic(), 5)) {
      gatherer.start();
      connector.start();
      for (Answer answer : ANSWERS) {
        double before = ClickFlow.retries(gatherer);
        proxy.answerAfter(answer.status(), answer.code(), answer.message(), TIMES);
        produceUntilRetried(producer, gatherer, before + TIMES);
      }
      double before = ClickFlow.retries(gatherer);
      proxy.hangAfter(2);
      produceUntilRetried(producer, gatherer, before + 2);
      proxy.heal();
      OffsetProof end = flow.awaitComplete(producer.acknowledged());
      assertEquals(0, end.duplicates());
      ClickFlow.assertAlive(gatherer, connector);
    }
  }

  private static ClickFlow flow(String name) {
    ClickFlow flow = new ClickFlow(Sandbox.shared(), "answers", name, name);
    EventProducer.createTopic(flow.kafka(), name, 2);
    return flow;
  }

  /**
   * @param retries to wait for, counted from before the fault: rows that are still on their way may
   *     meet it first
   */
  private static void produceUntilRetried(
      EventProducer producer, ServiceUnderLoad gatherer, double retries) {
    producer.produce(ROWS_PER_FAULT);
    Await.until(
        "inserts are repeated " + retries + " times in all",
        ClickFlow.LIMIT,
        () -> ClickFlow.retries(gatherer) >= retries);
  }
}
