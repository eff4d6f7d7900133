package io.tributary.load.baseline;

import io.tributary.load.process.SqlClient;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Many small inserts of JSON straight into ClickHouse, from a process of its own with some
 * connections that are kept, into a table with the columns of the data set.
 *
 * @param clickHouseUrl of the server
 * @param clickHousePid of the server
 * @param bootstrapServers of a broker that has the rows
 * @param topics that are full of JSON already
 * @param log of the process
 */
public record DirectBaseline(
    String clickHouseUrl,
    long clickHousePid,
    String bootstrapServers,
    List<String> topics,
    Path log) {
  private static final int ROWS_PER_INSERT = 500;

  /** The sandbox's server runs four inserts at a time, so some wait and none is refused for it. */
  private static final int CONNECTIONS = 8;

  /** They are slow; this many rows take seconds, and their text fits into the heap. */
  private static final long MOST_ROWS = 250_000;

  private static final long MOST_WARM_UP_ROWS = 25_000;

  /** Whether ClickHouse is asked to gather inserts. */
  public enum Mode {
    /** Each insert is a part. */
    SYNC,
    /** {@code async_insert=1, wait_for_async_insert=1}. */
    ASYNC
  }

  public DirectBaseline {
    topics = List.copyOf(topics);
  }

  /**
   * Runs it; blocks until it is done.
   *
   * @param name of its process
   * @param target database and name of a table that is made for it
   * @throws IllegalStateException if the table lacks acknowledged rows, or has rows of nobody
   */
  public BaselineOutcome run(
      String name, Mode mode, DataTable table, Target target, Amount amount) {
    SqlClient clickHouse = new SqlClient(clickHouseUrl, "", "");
    String unused = clickHouse.query(table.createWithoutMeta(target.database(), target.table()));
    try (ServerProcess client = ServerProcess.start(spec(name, mode, target, amount))) {
      long stored = Long.parseLong(client.ready("stored"));
      int sent =
          inserts(amount.rows(), MOST_ROWS) + inserts(amount.warmUpRows(), MOST_WARM_UP_ROWS);
      long acknowledged = stored + Long.parseLong(client.ready("warmUpStored"));
      check(clickHouse, name, target, acknowledged, sent - acknowledged);
      String notes =
          "%d rows an insert, %d connections; inserts refused: %s."
              .formatted(ROWS_PER_INSERT, CONNECTIONS, client.ready("refused").replace('_', ' '));
      return new BaselineOutcome(
          Long.parseLong(client.ready("nanos")) / 1e9,
          stored * ROWS_PER_INSERT,
          inserts(amount.rows(), MOST_ROWS),
          OptionalLong.of(Long.parseLong(client.ready("parts"))),
          List.of(
              ProcessCost.of(name, client.pid(), Long.parseLong(client.ready("cpuMillis"))),
              ProcessCost.of(
                  "clickhouse",
                  clickHousePid,
                  Long.parseLong(client.ready("clickHouseCpuMillis")))),
          List.of(notes));
    }
  }

  /** An insert without an answer may have been stored or not. */
  private static void check(
      SqlClient clickHouse, String name, Target target, long inserts, long refused) {
    long there =
        clickHouse.number("SELECT count() FROM " + target.database() + "." + target.table());
    if (there < inserts * ROWS_PER_INSERT || there > (inserts + refused) * ROWS_PER_INSERT) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "%s: %,d rows were acknowledged, %,d refused, and the table has %,d",
              name,
              inserts * ROWS_PER_INSERT,
              refused * ROWS_PER_INSERT,
              there));
    }
  }

  /** A table that is not there yet. */
  public record Target(String database, String table) {}

  /** How many rows there are at the most, and how long it may take. */
  public record Amount(long rows, long warmUpRows, Duration timeout) {}

  private ProcessSpec spec(String name, Mode mode, Target target, Amount amount) {
    return ProcessSpec.of(name, DirectMain.class.getName(), log)
        .withArgs(
            clickHouseUrl,
            target.database(),
            target.table(),
            bootstrapServers,
            String.join(",", topics),
            Integer.toString(inserts(amount.rows(), MOST_ROWS)),
            Integer.toString(inserts(amount.warmUpRows(), MOST_WARM_UP_ROWS)),
            Integer.toString(ROWS_PER_INSERT),
            Integer.toString(CONNECTIONS),
            mode == Mode.ASYNC ? "async" : "sync",
            Long.toString(clickHousePid))
        .withJvmOptions("-Xmx1g", "-XX:+UseCompactObjectHeaders")
        .withInherited(ProcessSpec.Inherited.NO_SETTINGS)
        .withReadyTimeout(amount.timeout());
  }

  private static int inserts(long rows, long most) {
    return (int) (Math.min(rows, most) / ROWS_PER_INSERT);
  }
}
