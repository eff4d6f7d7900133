package io.tributary.load.baseline;

import io.tributary.load.measure.ProcStat;
import io.tributary.load.process.Merges;
import io.tributary.load.process.SqlClient;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.SchemaColumn;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The baseline's process: encodes rows, pushes the warm-up, waits for its merges, then pushes the
 * measured rows one insert after the other, and says in its {@code READY} line what that took. Then
 * it waits to be ended.
 *
 * <p>Arguments: URL, database, table, folder of datafiles, rows, warm-up rows, rows per insert,
 * seed, pid of ClickHouse, partitions.
 */
public final class ClientV2Main {

  private ClientV2Main() {}

  public static void main(String[] args) throws Exception {
    long rows = Long.parseLong(args[4]);
    long warmUpRows = Long.parseLong(args[5]);
    int rowsPerBatch = Integer.parseInt(args[6]);
    long clickHousePid = Long.parseLong(args[8]);
    List<SchemaColumn> schema =
        Datafiles.load(Path.of(args[3]), System::getenv).datasources().getFirst().schema();
    ReadyRows.Layout layout = new ReadyRows.Layout(rowsPerBatch, Integer.parseInt(args[9]));
    ReadyRows ready = ReadyRows.encode(schema, rows, layout, Long.parseLong(args[7]));
    try (ReadyRowsClient client = new ReadyRowsClient(args[0], args[1])) {
      long warmUpInserts = push(client, args[2], ready, warmUpRows);
      // The product's window has no merges of its warm-up, so this one must have none either.
      Merges.awaitEnd(new SqlClient(args[0], "", ""));
      ProcStat before = ProcessCost.stat(ProcessHandle.current().pid());
      ProcStat clickHouseBefore = ProcessCost.stat(clickHousePid);
      long began = System.nanoTime();
      long inserts = push(client, args[2], ready, rows);
      long nanos = System.nanoTime() - began;
      ProcStat after = ProcessCost.stat(ProcessHandle.current().pid());
      ProcStat clickHouseAfter = ProcessCost.stat(clickHousePid);
      System.out.printf(
          "READY warmUpRows=%d inserts=%d rows=%d nanos=%d cpuMillis=%d clickHouseCpuMillis=%d%n",
          warmUpInserts * rowsPerBatch,
          inserts,
          inserts * rowsPerBatch,
          nanos,
          after.cpuMillis() - before.cpuMillis(),
          clickHouseAfter.cpuMillis() - clickHouseBefore.cpuMillis());
    }
    new CountDownLatch(1).await();
  }

  private static long push(ReadyRowsClient client, String table, ReadyRows ready, long rows)
      throws Exception {
    long inserts = 0;
    while (inserts * ready.rowsPerBatch() < rows) {
      byte[] batch = ready.batches().get((int) (inserts % ready.batches().size()));
      client.insert(table, ready.columns(), new ByteArrayInputStream(batch));
      inserts++;
    }
    return inserts;
  }
}
