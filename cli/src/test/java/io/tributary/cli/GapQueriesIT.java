package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The queries of docs/gap-detection.md, word for word, against a table that the services wrote, and
 * against copies of it to which something happened.
 */
@SuppressWarnings("NullAway.Init") // started before all tests
class GapQueriesIT {
  private static final Pattern SQL_BLOCK = Pattern.compile("```sql\\R(.*?)```", Pattern.DOTALL);
  private static final int ROWS = 100;

  private static final int LOOK = 0;
  private static final int BY_COUNT = 1;
  private static final int NEIGHBOURS = 2;
  private static final int ALERT_BY_COUNT = 3;
  private static final int ALERT_WITH_RANGES = 4;
  private static final int BY_MINUTE = 5;
  private static final int BETTER = 6;
  private static final int DUPLICATES = 7;

  private static AuditedFlow flow;
  private static List<String> queries;

  @BeforeAll
  static void start(@TempDir Path work) throws IOException {
    queries = new ArrayList<>();
    Matcher block = SQL_BLOCK.matcher(Files.readString(Path.of("../docs/gap-detection.md")));
    while (block.find()) {
      queries.add(block.group(1));
    }
    assertEquals(DUPLICATES + 1, queries.size());

    flow = new AuditedFlow(work, "analytics", "events");
    flow.connector().start();
    flow.produce(0, 0, ROWS);
    flow.produce(1, 0, ROWS);
    flow.produce(0, "{\"id\":\"many\"}");
    flow.awaitCommitted();
  }

  @AfterAll
  static void stop() {
    flow.close();
  }

  @Test
  void completeTableHasNoGaps() {
    assertEquals(2 * ROWS, answer(LOOK, "events").lines().count());
    for (int query : new int[] {BY_COUNT, NEIGHBOURS, ALERT_BY_COUNT, ALERT_WITH_RANGES}) {
      assertEquals("", answer(query, "events"), queries.get(query));
    }
    assertEquals("0", missingByMinute("events"));
    assertEquals("", answer(BETTER, "events"));
    assertEquals("", answer(DUPLICATES, "events"));
  }

  @Test
  void holeIsFoundWithItsRange() {
    copy("holed");
    delete("holed", "__partition = 1 AND __offset BETWEEN 40 AND 44");
    assertEquals("events\t1\t0\t99\t95\t5", answer(BY_COUNT, "holed"));
    assertEquals("events\t1\t40\t45\t5", answer(NEIGHBOURS, "holed"));
    assertEquals("events\t1\t5\t0\t99\t95", firstColumns(6, answer(ALERT_BY_COUNT, "holed")));
    assertEquals("events\t1\t40\t44\t5", firstColumns(5, answer(ALERT_WITH_RANGES, "holed")));
    assertEquals("5", missingByMinute("holed"));
    assertEquals("1\t40\t44", answer(BETTER, "holed").replaceFirst("^events\\t\\d+\\t", ""));
  }

  @Test
  void copiesOfRowsHideAHoleFromQueriesThatCount() {
    copy("doubled");
    delete("doubled", "__partition = 1 AND __offset BETWEEN 40 AND 44");
    insert("doubled", "SELECT * FROM analytics.doubled WHERE __partition = 1 AND __offset < 5");
    assertEquals("", answer(BY_COUNT, "doubled"));
    assertEquals("", answer(ALERT_BY_COUNT, "doubled"));
    assertEquals("0", missingByMinute("doubled"));
    assertEquals("events\t1\t40\t45\t5", answer(NEIGHBOURS, "doubled"));
    assertEquals("1\t40\t44", answer(BETTER, "doubled").replaceFirst("^events\\t\\d+\\t", ""));
    assertEquals(
        List.of("0\t2", "1\t2", "2\t2", "3\t2", "4\t2"),
        answer(DUPLICATES, "doubled")
            .lines()
            .map(line -> line.replaceFirst("^events\\t\\d+\\t1\\t", ""))
            .toList());
  }

  @Test
  void beginningOfTheWindowIsTakenForAGap() {
    copy("late");
    delete("late", "__offset < 50");
    assertEquals("events\t0\t1\t50\t49\nevents\t1\t1\t50\t49", answer(NEIGHBOURS, "late"));
    assertEquals("", answer(BETTER, "late"));
  }

  @Test
  void quarantinedRecordIsTakenForAGap() {
    copy("quarantined");
    insert(
        "quarantined",
        "SELECT * REPLACE (__offset + 2 AS __offset) FROM analytics.events"
            + " WHERE __partition = 0 AND id = 99");
    assertEquals("events\t0\t100\t101\t1", answer(NEIGHBOURS, "quarantined"));
    assertEquals("", answer(BETTER, "quarantined"));
  }

  @Test
  void earlierTopicOfTheSameNameHidesAHoleFromAllButTheBetterQuery() {
    copy("recreated");
    delete("recreated", "__partition = 1 AND __offset BETWEEN 40 AND 44");
    insert(
        "recreated",
        "SELECT * REPLACE (__run + 1 AS __run) FROM analytics.events WHERE __partition = 1");
    assertEquals("", answer(BY_COUNT, "recreated"));
    assertEquals("", answer(NEIGHBOURS, "recreated"));
    assertEquals("1\t40\t44", answer(BETTER, "recreated").replaceFirst("^events\\t\\d+\\t", ""));
  }

  private static void copy(String name) {
    flow.query("CREATE TABLE analytics.%s AS {table}".formatted(name));
    insert(name, "SELECT * FROM {table}");
  }

  private static void insert(String name, String select) {
    flow.query("INSERT INTO analytics.%s %s".formatted(name, select));
  }

  private static void delete(String name, String where) {
    flow.query(
        "ALTER TABLE analytics.%s DELETE WHERE %s SETTINGS mutations_sync = 2"
            .formatted(name, where));
  }

  private static String answer(int query, String table) {
    return flow.query(
        queries.get(query).replaceAll("analytics\\.events\\b", "analytics." + table)
            + " FORMAT TSV");
  }

  private static String missingByMinute(String table) {
    return flow.query(
        "SELECT sum(missing_messages) FROM (%s)"
            .formatted(
                queries.get(BY_MINUTE).replaceAll("analytics\\.events\\b", "analytics." + table)));
  }

  private static String firstColumns(int count, String line) {
    return String.join("\t", List.of(line.split("\t")).subList(0, count));
  }
}
