package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.workload.EventProducer;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** ClickHouse neither answers nor listens for a while, and rows go on coming. */
@Order(1)
@Isolated("It stops the ClickHouse that all share.")
class ClickHouseAwayIT {
  private static final long ROWS = 600_000;
  private static final Duration SILENT = Duration.ofSeconds(8);
  private static final Duration GONE = Duration.ofSeconds(8);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final long MEMORY_BYTES = 16L << 20;

  /** Less than the rows that wait in Kafka and that a gatherer without a bound would take in. */
  private static final long RSS_GROWTH_LIMIT_BYTES = 48L << 20;

  @Test
  void memoryStaysBoundedAndConnectorsStayInTheirGroup(@TempDir Path work, TestReporter reporter)
      throws IOException {
    Sandbox sandbox = Sandbox.shared();
    ClickFlow flow = new ClickFlow(sandbox, "away", "patient", "patient");
    EventProducer.createTopic(flow.kafka(), flow.topic(), 6);
    try (EventProducer producer = new EventProducer(flow.kafka(), flow.topic(), 3);
        ServiceUnderLoad gatherer =
            flow.gatherer(
                    work,
                    sandbox.clickHouse().url(),
                    Map.of(
                        "GATHERER_MEMORY",
                        "16MiB",
                        "BATCH_MAX_BYTES",
                        "4MiB",
                        "MAX_TABLE_STREAMS",
                        "2",
                        "TABLE_CREDIT",
                        "12MiB"))
                // A heap that is resident as a whole, so that garbage is not taken for growth.
                .withJvmOptions(List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch"));
        ServiceUnderLoad connector =
            flow.connector(
                work,
                gatherer.listen(),
                Map.of("UNSETTLED_BYTES", "16MiB", "KAFKA_SESSION_TIMEOUT", "6s", "LEASE", "2s"))) {
      producer.produce(ROWS);
      gatherer.start();
      connector.start();
      flow.awaitStoredAbove(10_000);
      Set<String> members = members(flow);

      long pausedRss;
      ClickHouseServer clickHouse = sandbox.clickHouse();
      try {
        clickHouse.process().suspend();
        Await.until(
            "the connector pauses",
            ClickFlow.LIMIT,
            () -> ClickFlow.metric(connector, "tributary_connector_paused") == 1);
        pausedRss = residentBytes(gatherer);
        watchMemory(gatherer, SILENT);
        clickHouse.kill();
        watchMemory(gatherer, GONE);
        assertEquals(1, ClickFlow.metric(connector, "tributary_connector_paused"));
        assertEquals(members, members(flow));
      } finally {
        clickHouse.kill();
        clickHouse.start();
      }
      long growth = residentBytes(gatherer) - pausedRss;
      assertTrue(growth < RSS_GROWTH_LIMIT_BYTES, () -> "the gatherer grew by " + growth);
      assertTrue(flow.stored() < ROWS, "ClickHouse went too late");

      OffsetProof end = flow.awaitComplete(ROWS);
      assertEquals(0, end.duplicates());
      reporter.publishEntry("growth", Long.toString(growth));
      assertEquals(members, members(flow));
      ClickFlow.assertAlive(gatherer, connector);
    }
  }

  /** Looks at the gatherer's memory all the time. */
  private static void watchMemory(ServiceUnderLoad gatherer, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    Await.until(
        time + " are over",
        ClickFlow.LIMIT,
        () -> {
          double taken =
              ClickFlow.metric(gatherer, "tributary_gatherer_memory_held_bytes")
                  + ClickFlow.metric(gatherer, "tributary_gatherer_credit_outstanding_bytes");
          assertTrue(taken <= MEMORY_BYTES, () -> "held and promised: " + taken);
          assertEquals(
              MEMORY_BYTES, ClickFlow.metric(gatherer, "tributary_gatherer_memory_bound_bytes"));
          // Each look makes garbage, which must not be taken for growth.
          Await.pause(BETWEEN_LOOKS);
          return System.nanoTime() > end;
        });
  }

  private static Set<String> members(ClickFlow flow) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, flow.kafka()))) {
      ConsumerGroupDescription group =
          admin
              .describeConsumerGroups(List.of(flow.group()))
              .describedGroups()
              .get(flow.group())
              .get();
      assertEquals(GroupState.STABLE, group.groupState());
      return group.members().stream()
          .map(MemberDescription::consumerId)
          .collect(Collectors.toUnmodifiableSet());
    } catch (ExecutionException e) {
      throw new IllegalStateException("no group " + flow.group() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking at " + flow.group(), e);
    }
  }

  private static long residentBytes(ServiceUnderLoad service) throws IOException {
    Process ps =
        new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(service.running().pid()))
            .start();
    try (var output = ps.getInputStream()) {
      String kibibytes = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return Long.parseLong(kibibytes.strip()) << 10;
    }
  }
}
