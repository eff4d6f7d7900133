package io.tributary.gatherer.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.insert.ClickHouseClient;
import io.tributary.gatherer.insert.ClickHouseSettings;
import io.tributary.gatherer.insert.ServerSettings;
import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer.Resume;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.service.settings.SettingsReader;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a look says, against what a plain SELECT says. */
final class LookIT {
  private static final String DATABASE = "look_it";
  private static final int RUN = 0x89abcdef;

  @SuppressWarnings("NullAway.Init")
  private static Vertx vertx;

  @SuppressWarnings("NullAway.Init")
  private static ClickHouseClient client;

  @SuppressWarnings("NullAway.Init")
  private static ServerSettings server;

  private static TestClickHouse clickHouse() {
    return TestServers.shared().clickHouse();
  }

  @BeforeAll
  static void start() {
    clickHouse().createDatabase(DATABASE);
    vertx = Vertx.vertx();
    SettingsReader in = SettingsReader.of(clickHouse().settings(), null);
    client =
        new ClickHouseClient(
            vertx,
            new ClickHouseSettings(
                URI.create(in.text("CLICKHOUSE_URL", "", "")),
                in.text("CLICKHOUSE_USER", "", ""),
                in.secret("CLICKHOUSE_PASSWORD", ""),
                DATABASE,
                1,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30)));
    server = get(ServerSettings.ask(vertx, client, Duration.ofSeconds(10)));
  }

  @AfterAll
  static void stop() {
    get(client.close());
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static void create(String table, String orderBy) {
    clickHouse()
        .query(
            """
            CREATE TABLE %s.%s (claim String, position String, bits String, `end` String,
            __topic LowCardinality(String), __partition Int16, __offset Int64, __run UInt32)
            ENGINE = MergeTree ORDER BY %s\
            """
                .formatted(DATABASE, table, orderBy));
  }

  private static void fill(String table, int partition, String offsets) {
    clickHouse()
        .query(
            "INSERT INTO %s.%s (__topic, __partition, __offset, __run) SELECT 'topic', %d, %s, %d FROM %s"
                .formatted(
                    DATABASE,
                    table,
                    partition,
                    offsets.contains("numbers(")
                        ? "number"
                        : "toInt64(arrayJoin([" + offsets + "]))",
                    Integer.toUnsignedLong(RUN),
                    offsets.contains("numbers(") ? offsets : "system.one"));
  }

  private static Look look(LookLimits limits) {
    return new Look(
        vertx, client, new Look.Scope(DATABASE, limits), server, Duration.ofSeconds(30));
  }

  private static Wanted wanted(int partition, long from) {
    return new Wanted(new SourcePartition("topic", partition, RUN), from);
  }

  private static List<Resume> seen(String table, LookLimits limits, Wanted... claims) {
    LookAnswer answer = get(look(limits).look(table, List.of(claims)));
    return assertInstanceOf(LookAnswer.Seen.class, answer, answer.toString()).answers();
  }

  private static OffsetRange range(long first, long last) {
    return new OffsetRange(first, last);
  }

  /** The simple way, with what was held behind {@code until} left out. */
  private static List<OffsetRange> expected(String tables, int partition, long from, long until) {
    List<OffsetRange> ranges = new ArrayList<>();
    String offsets =
        clickHouse()
            .query(
                "SELECT DISTINCT __offset FROM merge('%s', '%s') WHERE __partition = %d AND __offset >= %d AND __offset < %d AND __run = %d AND __topic = 'topic' ORDER BY __offset"
                    .formatted(
                        DATABASE, tables, partition, from, until, Integer.toUnsignedLong(RUN)));
    for (String line : offsets.lines().toList()) {
      long offset = Long.parseLong(line);
      OffsetRange last = ranges.isEmpty() ? null : ranges.getLast();
      if (last != null && last.last() + 1 == offset) {
        ranges.set(ranges.size() - 1, range(last.first(), offset));
      } else {
        ranges.add(range(offset, offset));
      }
    }
    return ranges;
  }

  @Test
  void nothingIsHeldByAnEmptyTableWithoutQuarantine() {
    create("nothing", "tuple()");
    assertEquals(
        List.of(new Resume(List.of(), Resume.ALL)),
        seen("nothing", LookLimits.STANDARD, wanted(0, 0)));
  }

  @Test
  void rowsAndQuarantinedRowsAreHeldOnceEach() {
    create("both", "__offset");
    create("both_quarantine", "(__partition, __offset)");
    fill("both", 3, "0, 1, 2, 2, 2, 4, 65535, 65536, 65537");
    fill("both", 3, "2, 9");
    fill("both_quarantine", 3, "3, 4, 7");
    fill("both", 4, "5");
    assertEquals(
        List.of(
            new Resume(
                List.of(range(1, 4), range(7, 7), range(9, 9), range(65535, 65537)), Resume.ALL),
            new Resume(List.of(), Resume.ALL),
            new Resume(List.of(range(5, 5)), Resume.ALL)),
        seen("both", LookLimits.STANDARD, wanted(3, 1), wanted(5, 0), wanted(4, 5)));
  }

  @Test
  void anotherTopicOrRunIsNotMeant() {
    create("others", "tuple()");
    fill("others", 0, "1");
    assertEquals(
        new Resume(List.of(), Resume.ALL),
        seen(
                "others",
                LookLimits.STANDARD,
                new Wanted(new SourcePartition("topic", 0, RUN + 1), 0),
                new Wanted(new SourcePartition("topic2", 0, RUN), 0))
            .getFirst());
  }

  @Test
  void randomHolesAreFoundExactly() {
    Random random = new Random(6);
    create("holes", "tuple()");
    create("holes_quarantine", "tuple()");
    for (int partition = 0; partition < 4; partition++) {
      int modulus = 2 + random.nextInt(5_000);
      fill(
          "holes",
          partition,
          "numbers(%d, %d) WHERE cityHash64(number) %% %d != 0"
              .formatted(random.nextInt(100_000), 100_000 + random.nextInt(200_000), modulus));
      // Duplicates, and rows that stand alone.
      fill(
          "holes",
          partition,
          "numbers(%d, 50000) WHERE sipHash64(number) %% 3 = 0".formatted(random.nextInt(400_000)));
      fill(
          "holes_quarantine",
          partition,
          "numbers(400000) WHERE cityHash64(number) %% %d = 0".formatted(modulus));
    }
    Wanted[] claims = new Wanted[4];
    for (int partition = 0; partition < 4; partition++) {
      claims[partition] = wanted(partition, random.nextInt(70_000));
    }
    for (LookLimits limits :
        List.of(
            LookLimits.STANDARD,
            new LookLimits(1_000, 1_000, 1 << 27),
            new LookLimits(65_000, 300_000, 4 * 100_000))) {
      List<Resume> answers = seen("holes", limits, claims);
      for (int partition = 0; partition < 4; partition++) {
        Resume answer = answers.get(partition);
        long from = claims[partition].from();
        assertEquals(
            expected("^holes", partition, from, answer.until()),
            answer.held(),
            () -> "from " + from + " until " + answer.until());
        if (answer.until() != Resume.ALL) {
          assertEquals(
              answer.until(),
              expected("^holes", partition, answer.until(), Resume.ALL).getFirst().first());
        }
      }
      boolean whole = limits.equals(LookLimits.STANDARD);
      assertEquals(whole, answers.stream().allMatch(answer -> answer.until() == Resume.ALL), "cut");
    }
  }

  @Test
  void moreRangesThanFitAreLeftToTheNextClaim() {
    create("many", "__offset");
    fill("many", 0, "1, 3, 5, 7, 8");
    LookLimits two = new LookLimits(2, 100, 1_000);
    assertEquals(
        List.of(new Resume(List.of(range(1, 1), range(3, 3)), 5)), seen("many", two, wanted(0, 0)));
    assertEquals(
        List.of(new Resume(List.of(range(5, 5), range(7, 8)), Resume.ALL)),
        seen("many", two, wanted(0, 5)));
    assertEquals(
        List.of(new Resume(List.of(range(1, 1), range(3, 3)), 5)),
        seen("many", new LookLimits(100, 100, 4), wanted(0, 1)));
  }

  @Test
  void aLookMayEndEarlyAndNamesTheTableItSaw() {
    create("early", "__offset");
    fill("early", 0, "1, 2, 7, 8");
    LookAnswer answer =
        get(
            look(LookLimits.STANDARD)
                .look("early", List.of(new Wanted(new SourcePartition("topic", 0, RUN), 0, 8))));
    UUID uuid =
        UUID.fromString(
            clickHouse()
                .query(
                    "SELECT uuid FROM system.tables WHERE database = '%s' AND name = 'early'"
                        .formatted(DATABASE))
                .strip());
    assertEquals(
        new LookAnswer.Seen(uuid, List.of(new Resume(List.of(range(1, 2), range(7, 7)), 8))),
        answer);
  }

  @Test
  void aTableThatIsNotThereIsRefused() {
    LookAnswer answer = get(look(LookLimits.STANDARD).look("absent", List.of(wanted(0, 0))));
    String message = assertInstanceOf(LookAnswer.Refused.class, answer).message();
    assertTrue(message.contains("it is not there, or lacks one of the columns __topic"), message);
  }

  @Test
  void aQuarantineOfAnotherShapeIsLeftOut() {
    create("shaped", "tuple()");
    clickHouse()
        .query(
            "CREATE TABLE %s.shaped_quarantine (__offset Int64) ENGINE = MergeTree ORDER BY tuple()"
                .formatted(DATABASE));
    fill("shaped", 0, "1");
    assertEquals(
        List.of(new Resume(List.of(range(1, 1)), Resume.ALL)),
        seen("shaped", LookLimits.STANDARD, wanted(0, 0)));
  }

  @Test
  void manyTopicsAndPartitionsFitIntoOneQuestion() {
    create("wide", "tuple()");
    create("wide_quarantine", "tuple()");
    fill("wide", 77, "5");
    Wanted[] claims = new Wanted[128];
    for (int i = 0; i < claims.length; i++) {
      String topic = i == 77 ? "topic" : "x".repeat(200) + i % 20;
      claims[i] = new Wanted(new SourcePartition(topic, i, RUN), 0);
    }
    List<Resume> answers = seen("wide", LookLimits.STANDARD, claims);
    assertEquals(
        "77",
        answers.stream()
            .filter(answer -> !answer.held().isEmpty())
            .map(answer -> String.valueOf(answers.indexOf(answer)))
            .collect(Collectors.joining(",")));
  }
}
