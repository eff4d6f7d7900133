package io.tributary.load.jmh;

import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.json.JsonRowPlan;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Messages of a workload in a file, one a line. Their lengths are known, as they are of Kafka
 * records; the bytes are read anew in each pass.
 */
final class MessageFile {
  private static final int BUFFER_BYTES = 1 << 20;
  private static final int BATCH_BYTES = 1 << 20;
  private static final int MAX_ROW_BYTES = 1 << 16;
  private static final long SEED = 42;

  private final Path file;
  private final int[] lengths;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final RowBinaryWriter out = new RowBinaryWriter(BATCH_BYTES, BATCH_BYTES + MAX_ROW_BYTES);
  private final JsonRowEncoder encoder;

  private MessageFile(JsonWorkload workload, Path file, int[] lengths) {
    this.file = file;
    this.lengths = lengths;
    this.encoder = new JsonRowEncoder(JsonRowPlan.compile(workload.columns()), MAX_ROW_BYTES);
  }

  /** Writes as many messages as fit. */
  static MessageFile write(JsonWorkload workload, Path file, long maxBytes) throws IOException {
    Random random = new Random(SEED);
    int[] lengths = new int[1 << 16];
    int rows = 0;
    long written = 0;
    try (OutputStream lines = new BufferedOutputStream(Files.newOutputStream(file))) {
      while (true) {
        byte[] message = workload.message(random, FieldOrder.PLAN);
        written += message.length + 1;
        if (written > maxBytes) {
          return new MessageFile(workload, file, Arrays.copyOf(lengths, rows));
        }
        if (rows == lengths.length) {
          lengths = Arrays.copyOf(lengths, 2 * rows);
        }
        lengths[rows++] = message.length;
        lines.write(message);
        lines.write('\n');
      }
    }
  }

  int rows() {
    return lengths.length;
  }

  /** Bytes of a message on average, without its line's end. */
  long bytesPerRow() {
    return Math.round(Arrays.stream(lengths).average().orElse(0));
  }

  /** Reads the file and encodes its messages, handing full batches on. */
  void encode(OutputStream batches) throws IOException {
    out.reset();
    int from = 0;
    int to = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int length : lengths) {
        if (to - from <= length) {
          System.arraycopy(buffer, from, buffer, 0, to - from);
          to -= from;
          from = 0;
          to += in.readNBytes(buffer, to, buffer.length - to);
        }
        RowProblem problem = encoder.encode(buffer, from, length, out);
        if (problem != null) {
          throw new IllegalStateException(problem.sentence());
        }
        from += length + 1;
        if (out.position() >= BATCH_BYTES) {
          batches.write(out.array(), 0, out.position());
          out.reset();
        }
      }
    }
    batches.write(out.array(), 0, out.position());
  }
}
