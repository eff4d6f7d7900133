package io.tributary.load.baseline;

import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.SqlClient;
import io.tributary.load.process.TableBooks;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * The process of small direct inserts: reads JSON from the topics, joins it to bodies, sends the
 * warm-up, then the measured ones, and says in its {@code READY} line what that took. Then it waits
 * to be ended.
 *
 * <p>Arguments: URL, database, table, bootstrap servers, topics joined by commas, inserts, warm-up
 * inserts, rows per insert, connections, {@code async} or {@code sync}, pid of ClickHouse.
 */
public final class DirectMain {
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private DirectMain() {}

  public static void main(String[] args) throws Exception {
    int inserts = Integer.parseInt(args[5]);
    int warmUp = Integer.parseInt(args[6]);
    int rowsPerInsert = Integer.parseInt(args[7]);
    long clickHousePid = Long.parseLong(args[10]);
    TableBooks books = new TableBooks(new SqlClient(args[0], "", ""), args[1], List.of(args[2]));
    List<Buffer> bodies =
        bodies(
            TopicValues.read(
                args[3], List.of(args[4].split(",", -1)), (inserts + warmUp) * rowsPerInsert),
            rowsPerInsert);
    BodySender sender =
        new BodySender(
            URI.create(args[0]),
            path(args[1], args[2], args[9]),
            Integer.parseInt(args[8]),
            ANSWER);
    BodySender.Tally warm = sender.send(bodies.subList(0, warmUp).iterator(), LONGEST);
    long partsBefore = books.partsMade();
    ProcStat before = ProcessCost.stat(ProcessHandle.current().pid());
    ProcStat clickHouseBefore = ProcessCost.stat(clickHousePid);
    long began = System.nanoTime();
    BodySender.Tally tally =
        sender.send(bodies.subList(warmUp, warmUp + inserts).iterator(), LONGEST);
    long nanos = System.nanoTime() - began;
    ProcStat after = ProcessCost.stat(ProcessHandle.current().pid());
    ProcStat clickHouseAfter = ProcessCost.stat(clickHousePid);
    System.out.printf(
        "READY warmUpStored=%d stored=%d parts=%d refused=%s nanos=%d cpuMillis=%d"
            + " clickHouseCpuMillis=%d%n",
        warm.accepted(),
        tally.accepted(),
        books.partsMade() - partsBefore,
        refused(tally),
        nanos,
        after.cpuMillis() - before.cpuMillis(),
        clickHouseAfter.cpuMillis() - clickHouseBefore.cpuMillis());
    new CountDownLatch(1).await();
  }

  /** Without spaces, as a {@code READY} line has it: {@code code_252:17,HTTP_500:1}. */
  private static String refused(BodySender.Tally tally) {
    return tally.refused().isEmpty()
        ? "none"
        : tally.refused().entrySet().stream()
            .map(entry -> entry.getKey().replace(' ', '_') + ":" + entry.getValue())
            .collect(Collectors.joining(","));
  }

  private static List<Buffer> bodies(List<byte[]> rows, int rowsPerInsert) {
    List<Buffer> bodies = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += rowsPerInsert) {
      Buffer body = Buffer.buffer();
      for (byte[] row : rows.subList(from, from + rowsPerInsert)) {
        body.appendBytes(row).appendByte((byte) '\n');
      }
      bodies.add(body);
    }
    return bodies;
  }

  private static String path(String database, String table, String mode) {
    String query = "INSERT INTO %s.%s FORMAT JSONEachRow".formatted(database, table);
    String settings =
        mode.equals("async") ? "async_insert=1&wait_for_async_insert=1" : "async_insert=0";
    return "/?" + settings + "&query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
