package io.tributary.load.jmh;

import io.tributary.load.workload.ClickDatum;
import io.tributary.protocol.avro.AvroRowEncoder;
import io.tributary.protocol.avro.AvroRowPlan;
import io.tributary.protocol.avro.AvroSchema;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * How many Avro messages of data set W per second of CPU does this encoder turn into rows, and how
 * many does ClickHouse's own {@code FORMAT Avro}, of a container file with the same messages?
 *
 * <pre>
 * java -Xmx1g -XX:+UseCompactObjectHeaders -cp "cli/target/app/lib/*" \
 *     io.tributary.load.jmh.AvroAgainstClickHouse
 * </pre>
 *
 * <p>Both read a million messages out of memory with one thread, turn about. ClickHouse, a sandbox
 * of its own, selects from {@code file()} into {@code null()}. Both sides' CPU is that of the whole
 * process.
 */
public final class AvroAgainstClickHouse {
  private static final int MESSAGES = 1_000_000;
  private static final int PAIRS = 9;
  private static final int WARM_UP_PAIRS = 3;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;

  private final ClickHouseServer server = Sandbox.shared().clickHouse();
  private final byte[][] messages;
  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);

  private AvroAgainstClickHouse(byte[][] messages) {
    this.messages = messages;
  }

  /** Runs the command. */
  public static void main(String[] args) throws IOException {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "tributary-", ".avro");
    try {
      AvroAgainstClickHouse run = new AvroAgainstClickHouse(AvroEvents.messages(MESSAGES));
      run.write(file);
      run.compare(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void write(Path file) throws IOException {
    Schema schema = new Schema.Parser().parse(ClickDatum.SCHEMA);
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, file.toFile());
      for (byte[] message : messages) {
        writer.appendEncoded(ByteBuffer.wrap(message));
      }
    }
  }

  private void compare(Path file) throws IOException {
    AvroRowEncoder encoder =
        new AvroRowEncoder(
            AvroRowPlan.compile(
                AvroSchema.parse(ClickDatum.SCHEMA, List.of()), AvroEvents.columns()),
            MAX_ROW_BYTES);
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int pair = -WARM_UP_PAIRS; pair < PAIRS; pair++) {
      double their = MESSAGES / CpuClock.seconds(server.pid(), () -> select(file));
      double our =
          MESSAGES / CpuClock.seconds(ProcessHandle.current().pid(), () -> encode(encoder));
      if (pair >= 0) {
        theirs.add(their);
        ours.add(our);
        ratios.add(our / their);
      }
    }
    System.out.printf(
        "Rows per second of CPU, median (lowest to highest) of %d pairs:%n"
            + "encoder %s, ClickHouse %s, ratio %s%n",
        PAIRS,
        CpuClock.shown("%,.0f", ours),
        CpuClock.shown("%,.0f", theirs),
        CpuClock.shown("%.2f", ratios));
  }

  private void select(Path file) {
    String columns =
        AvroEvents.columns().stream()
            .map(column -> column.name() + " " + column.type().sql())
            .collect(Collectors.joining(", "));
    String names =
        AvroEvents.columns().stream().map(RowColumn::name).collect(Collectors.joining(", "));
    String unused =
        server.query(
            "INSERT INTO FUNCTION null('%s') SELECT %s FROM file('%s', Avro, '%s')%s"
                .formatted(columns, names, file, columns, CpuClock.ONE_THREAD));
  }

  private void encode(AvroRowEncoder encoder) {
    for (byte[] message : messages) {
      if (out.position() >= BATCH_BYTES) {
        out.reset();
      }
      if (encoder.encode(message, 0, message.length, out) != null) {
        throw new IllegalStateException("a message is no row");
      }
    }
  }
}
