package io.tributary.load.jmh;

import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How many JSON messages per second of CPU does this encoder turn into rows, and how many does
 * ClickHouse's own JSONEachRow, of the same bytes? A command: {@code JsonAgainstClickHouse
 * [MEBIBYTES [PAIRS]]}, by default 174 MiB of each schema (a million messages of the reference
 * schema) and 9 pairs of runs.
 *
 * <pre>
 * java -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.jmh.JsonAgainstClickHouse
 * </pre>
 *
 * <p>Both read the same file in memory with one thread, turn about. ClickHouse, a sandbox of its
 * own, selects from {@code file()} into {@code null()}: no HTTP body, no table, no squashing of
 * blocks. Both sides' CPU is that of the whole process out of {@code /proc}, with whatever else it
 * does. Before, the rows of both are compared byte by byte.
 */
public final class JsonAgainstClickHouse {
  private static final int DEFAULT_MEBIBYTES = 174;
  private static final int DEFAULT_PAIRS = 9;
  private static final int WARM_UP_PAIRS = 3;
  private static final long CHECKED_BYTES = 1 << 20;

  private final ClickHouseServer server;
  private final Path folder;

  private JsonAgainstClickHouse(ClickHouseServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    long maxBytes;
    int pairs;
    try {
      maxBytes = (args.length > 0 ? Long.parseLong(args[0]) : DEFAULT_MEBIBYTES) << 20;
      pairs = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_PAIRS;
    } catch (NumberFormatException e) {
      System.err.println("Usage: JsonAgainstClickHouse [MEBIBYTES [PAIRS]], both whole numbers");
      System.exit(2);
      return;
    }
    Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "tributary-json-");
    try {
      JsonAgainstClickHouse run = new JsonAgainstClickHouse(Sandbox.shared().clickHouse(), folder);
      System.out.println(
          """
          Rows per second of CPU, median (lowest to highest) of %d pairs:

          | schema | bytes | rows | ClickHouse | Tributary | ratio |
          |---|--:|--:|--:|--:|--:|\
          """
              .formatted(pairs));
      for (JsonWorkload workload : JsonWorkload.values()) {
        run.compare(workload, maxBytes, pairs);
      }
    } finally {
      Files.deleteIfExists(folder);
    }
  }

  private void compare(JsonWorkload workload, long maxBytes, int pairs) throws IOException {
    EngineColumns columns = EngineColumns.of(workload.columns());
    check(workload, columns);
    Path file = folder.resolve("messages.ndjson");
    try {
      MessageFile messages = MessageFile.write(workload, file, maxBytes);
      List<Double> theirs = new ArrayList<>();
      List<Double> ours = new ArrayList<>();
      List<Double> ratios = new ArrayList<>();
      for (int pair = -WARM_UP_PAIRS; pair < pairs; pair++) {
        double their = messages.rows() / clickHouseSeconds(columns, file);
        double our = messages.rows() / encoderSeconds(messages);
        if (pair >= 0) {
          theirs.add(their);
          ours.add(our);
          ratios.add(our / their);
        }
      }
      System.out.printf(
          "| %s | %d | %,d | %s | %s | %s |%n",
          workload,
          messages.bytesPerRow(),
          messages.rows(),
          CpuClock.shown("%,.0f", theirs),
          CpuClock.shown("%,.0f", ours),
          CpuClock.shown("%.2f", ratios));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Throws unless both make the same bytes of some messages. */
  private void check(JsonWorkload workload, EngineColumns columns) throws IOException {
    Path file = folder.resolve("checked.ndjson");
    Path rows = folder.resolve("checked.rows");
    try {
      MessageFile messages = MessageFile.write(workload, file, CHECKED_BYTES);
      ByteArrayOutputStream ours = new ByteArrayOutputStream();
      messages.encode(ours);
      insert("file('%s', RowBinary, '%s')".formatted(rows, columns.target()), columns, file);
      byte[] theirs = Files.readAllBytes(rows);
      int different = Arrays.mismatch(theirs, ours.toByteArray());
      if (different >= 0) {
        throw new IllegalStateException(
            "%s: ClickHouse's %,d bytes and the encoder's %,d differ from byte %,d on"
                .formatted(workload, theirs.length, ours.size(), different));
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(rows);
    }
  }

  private double clickHouseSeconds(EngineColumns columns, Path file) throws IOException {
    return CpuClock.seconds(
        server.pid(), () -> insert("null('%s')".formatted(columns.target()), columns, file));
  }

  private void insert(String target, EngineColumns columns, Path file) {
    server.query(
        "INSERT INTO FUNCTION %s SELECT %s FROM file('%s', JSONEachRow, '%s')%s"
            .formatted(target, columns.selected(), file, columns.source(), CpuClock.ONE_THREAD));
  }

  private static double encoderSeconds(MessageFile messages) throws IOException {
    return CpuClock.seconds(
        ProcessHandle.current().pid(), () -> messages.encode(OutputStream.nullOutputStream()));
  }
}
