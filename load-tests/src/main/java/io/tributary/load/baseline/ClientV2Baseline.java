package io.tributary.load.baseline;

import io.tributary.load.measure.ProcessFigures;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Pushes ready rows by {@code client-v2}, in a process of its own.
 *
 * @param clickHousePid of the server
 * @param datafiles whose first datasource says what the columns are
 * @param database of the table
 * @param log of the process
 */
public record ClientV2Baseline(
    String clickHouseUrl, long clickHousePid, Path datafiles, String database, Path log) {

  /**
   * How much is pushed.
   *
   * @param partitions of the topic over which rows are spread
   */
  public record Amount(long rows, long warmUpRows, int rowsPerInsert, int partitions, long seed) {}

  /**
   * What it took.
   *
   * @param warmUpRows that were pushed before, whole inserts
   * @param rows that were pushed in these seconds, whole inserts
   * @param processes the client, then ClickHouse
   */
  public record Outcome(
      long warmUpRows, long rows, long inserts, double seconds, List<ProcessFigures> processes) {
    public Outcome {
      processes = List.copyOf(processes);
    }
  }

  /** Runs it; blocks until it is done. */
  public Outcome run(String table, Amount amount, Duration timeout) {
    ProcessSpec spec =
        ProcessSpec.of("client-v2", ClientV2Main.class.getName(), log)
            .withArgs(
                clickHouseUrl,
                database,
                table,
                datafiles.toString(),
                Long.toString(amount.rows()),
                Long.toString(amount.warmUpRows()),
                Integer.toString(amount.rowsPerInsert()),
                Long.toString(amount.seed()),
                Long.toString(clickHousePid),
                Integer.toString(amount.partitions()))
            .withJvmOptions(
                "-Xmx2g", "-XX:+UseCompactObjectHeaders", "--sun-misc-unsafe-memory-access=allow")
            .withInherited(ProcessSpec.Inherited.NO_SETTINGS)
            .withReadyTimeout(timeout);
    try (ServerProcess client = ServerProcess.start(spec)) {
      return new Outcome(
          Long.parseLong(client.ready("warmUpRows")),
          Long.parseLong(client.ready("rows")),
          Long.parseLong(client.ready("inserts")),
          Long.parseLong(client.ready("nanos")) / 1e9,
          List.of(
              ProcessCost.of("client-v2", client.pid(), Long.parseLong(client.ready("cpuMillis"))),
              ProcessCost.of(
                  "clickhouse",
                  clickHousePid,
                  Long.parseLong(client.ready("clickHouseCpuMillis")))));
    }
  }
}
