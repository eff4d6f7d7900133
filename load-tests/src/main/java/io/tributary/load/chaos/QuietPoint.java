package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.process.Await;
import io.tributary.load.process.SqlClient;
import io.tributary.load.proof.OffsetProof;
import io.tributary.load.proof.OffsetProof.Behind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Waits until nothing is under way: all partitions are committed to their ends and no insert runs.
 *
 * <p>Thread: one; calls block.
 */
final class QuietPoint {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

  private final String kafka;
  private final SqlClient sql;
  private final List<ChaosSource> sources;

  /** A partition that is not committed to its end. */
  record Stuck(ChaosSource source, Behind behind) {
    @Override
    public String toString() {
      return "%s partition %d is committed to %d of %d"
          .formatted(source.name(), behind.partition(), behind.committed(), behind.end());
    }
  }

  QuietPoint(String kafka, SqlClient sql, List<ChaosSource> sources) {
    this.kafka = kafka;
    this.sql = sql;
    this.sources = List.copyOf(sources);
  }

  /** Waits, and returns what does not move within {@link #LIMIT}; empty when all is quiet. */
  List<Stuck> await() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      List<Stuck> stuck = look(admin);
      while (!(stuck.isEmpty() && noInsertRuns()) && System.nanoTime() < deadline) {
        Await.pause(BETWEEN_LOOKS);
        stuck = look(admin);
      }
      return stuck;
    }
  }

  /**
   * Waits until rows of each source are stored, so that faults meet something.
   *
   * @throws IllegalStateException if there are none within {@link #LIMIT}
   */
  void awaitFlow() {
    for (ChaosSource source : sources) {
      Await.until(
          "rows of " + source.name() + " are stored",
          LIMIT,
          () -> sql.number("SELECT count() FROM " + source.table()) > 0);
    }
  }

  private List<Stuck> look(Admin admin) {
    List<Stuck> stuck = new ArrayList<>();
    for (ChaosSource source : sources) {
      stuck.addAll(look(admin, source));
    }
    return stuck;
  }

  private static List<Stuck> look(Admin admin, ChaosSource source) {
    try {
      return OffsetProof.behind(admin, source.name(), source.group()).stream()
          .map(behind -> new Stuck(source, behind))
          .toList();
    } catch (OffsetProof.SilentKafkaException e) {
      // Just started again.
      return List.of(new Stuck(source, new Behind(-1, -1, -1)));
    }
  }

  private boolean noInsertRuns() {
    try {
      return sql.number("SELECT count() FROM system.processes WHERE query LIKE 'INSERT%'") == 0;
    } catch (SqlClient.SqlException e) {
      return false; // Just started again.
    }
  }
}
