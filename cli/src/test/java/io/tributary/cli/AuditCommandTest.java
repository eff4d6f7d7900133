package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.audit.TableFinding;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.SourcePartition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code tributary audit} ends, by what a gatherer answers; there is no project. */
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class AuditCommandTest {
  @TempDir private Path empty;
  private HttpServer gatherer;
  private final List<String> asked = new ArrayList<>();
  private int status;
  private byte[] body = {};

  /** Of a question about one table; empty for none. */
  private String refusal = "";

  private int refusalStatus;

  @BeforeEach
  void start() throws IOException {
    gatherer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gatherer.createContext(
        "/audit",
        exchange -> {
          String uri = exchange.getRequestURI().toString();
          asked.add(uri);
          byte[] error = refusal.getBytes(StandardCharsets.UTF_8);
          boolean refused = error.length > 0 && uri.contains("datasource=");
          byte[] said = refused ? error : body;
          exchange.sendResponseHeaders(refused ? refusalStatus : status, said.length);
          exchange.getResponseBody().write(said);
          exchange.close();
        });
    gatherer.start();
  }

  @AfterEach
  void stop() {
    gatherer.stop(0);
  }

  @Test
  void cleanTablesEndWithZero() {
    answer(finding(null, List.of()));
    CommandRun run = audit();
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("Every record that was delivered is there."), run.out());
    assertEquals(List.of("/audit", "/audit?datasource=orders"), asked);
  }

  @Test
  void missingRowsEndWithOneAndExactRanges() {
    answer(finding(null, List.of(new OffsetRange(5, 9))));
    CommandRun run = audit("orders");
    assertEquals(1, run.exitCode(), run.toString());
    assertTrue(run.out().contains("  missing 5-9 (5 offsets): Kafka was not asked\n"), run.out());
    assertTrue(run.out().contains("orders: name its project with --datafiles"), run.out());
  }

  @Test
  void tableThatCannotBeCheckedEndsWithTwo() {
    answer(finding("the deliveries cannot be read", List.of()));
    CommandRun run = audit();
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(
        run.out().contains("orders: cannot be checked: the deliveries cannot be read"), run.out());
  }

  @Test
  void tableOfAllThatCannotBeComparedIsNamed() {
    answer(finding(null, List.of()));
    refusalStatus = 422;
    refusal = "{\"error\":\"engine Null holds nothing\"}";
    CommandRun run = audit();
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(
        run.out().contains("orders: cannot be checked: engine Null holds nothing"), run.out());
  }

  @Test
  void reportedTableThatIsGoneEndsWithTwo() {
    answer(finding(null, List.of()));
    refusalStatus = 404;
    refusal = "{\"error\":\"there is no table orders\"}";
    CommandRun run = audit();
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(
        run.out().contains("orders: cannot be checked: rows of it were reported"), run.out());
  }

  @Test
  void offsetsThatOnlyKafkaKnowsEndWithTwo() {
    answer(unreported(new OffsetRange(5, 9)));
    CommandRun run = audit("orders");
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.out().contains("  cannot tell 5-9 (5 offsets): never reported"), run.out());
    assertFalse(run.out().contains("Every record"), run.out());
  }

  @Test
  void refusalEndsWithTwoAndItsReason() {
    status = 400;
    body = "{\"error\":\"no table nowhere\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals(new CommandRun(2, "", "tributary: no table nowhere\n"), audit("nowhere"));
  }

  @Test
  void answerOfSomebodyElseIsNotTakenForClean() {
    status = 200;
    body = "{\"status\":\"fine\"}".getBytes(StandardCharsets.UTF_8);
    assertEquals(2, audit().exitCode());
  }

  @Test
  void silentGathererEndsWithTwo() {
    gatherer.stop(0);
    CommandRun run = audit();
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("no gatherer answers at 127.0.0.1:"), run.err());
  }

  @Test
  void timesArePassedOnInUtc() {
    answer(finding(null, List.of()));
    assertEquals(
        0, audit("orders", "--from", "2026-01-31", "--to", "2026-01-31T12:00:00+02:00").exitCode());
    assertEquals(
        List.of(
            "/audit?datasource=orders&from=2026-01-31T00%3A00%3A00Z&to=2026-01-31T10%3A00%3A00Z"),
        asked);
  }

  @Test
  void timesAreAskedForTableByTable() {
    answer(finding(null, List.of()));
    assertEquals(0, audit("--from", "2026-01-31").exitCode());
    assertEquals(
        List.of("/audit", "/audit?datasource=orders&from=2026-01-31T00%3A00%3A00Z"), asked);
  }

  private static TableFinding finding(@Nullable String problem, List<OffsetRange> missing) {
    return finding(problem, missing, List.of());
  }

  private static TableFinding unreported(OffsetRange offsets) {
    return finding(null, List.of(), List.of(offsets));
  }

  private static TableFinding finding(
      @Nullable String problem, List<OffsetRange> missing, List<OffsetRange> unreported) {
    return new TableFinding(
        "default",
        "orders",
        Guarantee.EXACTLY_ONCE,
        problem,
        List.of(
            new PartitionFinding(
                new SourcePartition("orders", 0, 1),
                0,
                100,
                95,
                0,
                missing,
                List.of(),
                unreported,
                0,
                false)));
  }

  private void answer(TableFinding table) {
    AuditAnswer answer = new AuditAnswer(List.of(table));
    status = answer.status();
    body = answer.toJson().getBytes();
  }

  private CommandRun audit(String... arguments) {
    List<String> all = new ArrayList<>(List.of("audit"));
    all.addAll(List.of(arguments));
    all.addAll(
        List.of(
            "--gatherer",
            "127.0.0.1:" + gatherer.getAddress().getPort(),
            "--datafiles",
            empty.toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }
}
