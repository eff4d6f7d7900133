package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code tributary audit} finds and repairs, and what {@code tributary explain} says of single
 * records, of which partition 1 has some of each kind.
 */
@SuppressWarnings("NullAway.Init") // started before all tests
class AuditCommandIT {
  /** Partition 1: 0 to 2 have expired unread, 3 to 9 are rows. */
  private static final int FIRST = 3;

  private static AuditedFlow flow;

  @BeforeAll
  static void start(@TempDir Path work) throws Exception {
    flow = new AuditedFlow(work, "audited", "orders");
    flow.produce(1, 0, FIRST);
    flow.expire(1, FIRST);
    flow.connector().start();
    flow.produce(0, 0, 100);
    flow.produce(1, FIRST, 10);
    flow.produce(1, "{\"id\":\"many\"}");
    flow.produceInTransaction(1, 11);
    flow.awaitCommitted();
  }

  @AfterAll
  static void stop() {
    flow.close();
  }

  @Test
  void holesAreFoundAndFilledOnce() throws Exception {
    awaitAudited();
    CommandRun clean = audit();
    assertEquals(0, clean.exitCode(), clean.toString());
    assertTrue(clean.out().endsWith("Every record that was delivered is there.\n"), clean.out());

    flow.query(
        "CREATE MATERIALIZED VIEW {table}_sums ENGINE MergeTree ORDER BY id AS SELECT id FROM"
            + " {table}");
    delete("__offset BETWEEN 40 AND 44 OR __offset = 60");
    CommandRun holes = audit();
    assertEquals(1, holes.exitCode(), holes.toString());
    assertTrue(
        holes.out().contains("  missing 40-44, 60 (6 offsets): Kafka has their records\n"),
        holes.out());

    CommandRun running = audit("--repair");
    assertEquals(1, running.exitCode(), running.toString());
    assertTrue(running.err().contains("readers-orders has 1 member"), running.err());

    flow.connector().stop();
    markedRowsAreRefused();
    CommandRun repaired = audit("--repair");
    assertEquals("", repaired.err());
    assertEquals(0, repaired.exitCode(), repaired.toString());
    assertTrue(
        repaired
            .out()
            .endsWith(
                """
                orders, partition 0: from offset 40 (committed was 100)
                orders: 7 records are filled when its connector is started; nothing is stored twice
                orders: these rows pass its materialized views again: what a view has made of them before is in it twice then
                """),
        repaired.out());
    flow.query("DROP TABLE {table}_sums");
    tableThatIsGoneIsNamed();

    flow.connector().start();
    flow.awaitCommitted();
    assertEquals(
        "100\t100",
        flow.query(
            "SELECT count(), uniqExact(__offset) FROM {table} WHERE __partition = 0 FORMAT TSV"));
    CommandRun again = audit();
    assertEquals(0, again.exitCode(), again.toString());

    delete("__offset = 2");
    flow.expire(0, 3);
    flow.query("INSERT INTO {table} SELECT * FROM {table} WHERE __partition = 0 AND __offset = 7");
    CommandRun lost = audit();
    assertEquals(1, lost.exitCode(), lost.toString());
    assertTrue(
        lost.out()
            .contains(
                """
                  missing 2 (1 offset): lost for good, Kafka has no such records any more
                  duplicates 7 (1 offset)
                """),
        lost.out());
  }

  /** A row that is only marked is missing, but a takeover counts it as held. */
  private static void markedRowsAreRefused() {
    flow.query("OPTIMIZE TABLE {table} FINAL");
    flow.query("DELETE FROM {table} WHERE __partition = 0 AND __offset = 50");
    // Else a merge may take the row away for good before it is asked about.
    flow.query("SYSTEM STOP MERGES {table}");
    CommandRun marked = audit("--repair");
    assertEquals(1, marked.exitCode(), marked.toString());
    assertTrue(marked.out().contains("  missing 40-44, 50, 60 (7 offsets): "), marked.out());
    assertTrue(
        marked
            .err()
            .contains(
                "would not be filled, partition 0: 50: run ALTER TABLE audited.orders APPLY DELETED"
                    + " MASK first"),
        marked.err());
    assertFalse(marked.out().contains("from offset"), marked.out());
    flow.query("SYSTEM START MERGES {table}");
    flow.query("ALTER TABLE {table} APPLY DELETED MASK SETTINGS mutations_sync = 2");
  }

  private static void tableThatIsGoneIsNamed() {
    flow.query("RENAME TABLE {table} TO {table}_away");
    CommandRun gone = run(List.of("audit"));
    flow.query("RENAME TABLE {table}_away TO {table}");
    assertEquals(2, gone.exitCode(), gone.toString());
    assertTrue(gone.out().contains("orders: cannot be checked: "), gone.out());
    assertTrue(gone.out().contains("dropped or renamed"), gone.out());
  }

  @Test
  void recordsAreFoundWhereTheyAre() {
    assertExplained(
        0, "stored: table orders, part \\S+, written or merged .* UTC, query id \\S+", 5);
    assertExplained(
        0,
        "quarantined: type error: Column id cannot take .*\n"
            + "table orders_quarantine, part \\S+, written or merged .* tributary quarantine show"
            + " orders --partition 1 --from 10 --to 10",
        10);
    assertExplained(0, "skipped by Kafka: .*", 12);
    assertExplained(
        0,
        "expired: the first record that Kafka still has is at offset 3\n"
            + "neither orders nor its quarantine has it",
        1);
    assertExplained(0, "not written yet: the partition ends at offset \\d+", 1_000);

    flow.connector().stop();
    flow.produce(1, 13, 14);
    assertExplained(
        0,
        "not yet polled, or in flight: the group has committed offset 13, so this is next \\(Kafka"
            + " has offsets 3 to 13\\)\n"
            + "--connector .*",
        13);
    flow.connector().start();
    flow.awaitCommitted();
    assertExplained(
        0, "stored: table orders, .*", 13, "--connector", flow.connector().management());
  }

  /** Reports are written now and then. */
  private static void awaitAudited() {
    Await.until(
        "both partitions are audited to their ends",
        AuditedFlow.LIMIT,
        () -> {
          String said = audit().out();
          return said.contains(" 0-99 ") && said.matches("(?s).* 3-1[2-9] .*");
        });
  }

  private static void delete(String offsets) {
    flow.query(
        "ALTER TABLE {table} DELETE WHERE __partition = 0 AND (%s) SETTINGS mutations_sync = 2"
            .formatted(offsets));
  }

  private static CommandRun audit(String... more) {
    return run(List.of("audit", "orders"), more);
  }

  private static void assertExplained(int exitCode, String said, long offset, String... more) {
    CommandRun run = run(List.of("explain", "orders", "orders", "1", Long.toString(offset)), more);
    assertTrue(run.out().strip().matches(said), run.toString());
    assertEquals(exitCode, run.exitCode());
  }

  private static CommandRun run(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    all.addAll(
        List.of(
            "--gatherer",
            flow.gatherer().management(),
            "--datafiles",
            flow.datafiles().toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
