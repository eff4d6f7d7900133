package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records of a client that is not Apache's: kcat, which is librdkafka. What the table has to hold
 * is what kcat itself reads back. Needs Debian's package, so that it is no part of {@code mvn
 * verify}: {@code .ci/foreign-clients} installs it and runs this.
 */
final class ForeignClientsCheck {
  private static final String TOPIC = "kcat";
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 200;
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

  @Test
  void recordsOfEveryKindArriveByOffset(@TempDir Path work) throws Exception {
    try (TopicTable table = new TopicTable(work, TOPIC, PARTITIONS)) {
      int id = 0;
      for (String codec : CODECS) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          produce(
              messages(id), "-z", codec, "-p", "" + partition, "-H", "codec=" + codec, "-H", "no");
          id += RECORDS;
        }
      }
      // Spread over partitions by kcat's own hash of the key.
      produce(messages(id), "-X", "partitioner=murmur2_random");
      // One transaction, committed at the end of the input.
      produce(messages(id + RECORDS), "-X", "transactional.id=kcat");
      int rows = id + 2 * RECORDS;
      // Empty values: tombstones, which this table cannot hold.
      produce(List.of("gone\t", "gone too\t"), "-Z", "-p", "1");
      table.awaitCommitted(rows);

      List<String> all = consume();
      assertEquals(rows + 2, all.size());
      assertEquals(
          lines(all.stream().filter(line -> line.contains("{"))),
          table.rows("__key, concat('{\"id\":', toString(id), '}')"));
      assertEquals(
          lines(all.stream().filter(line -> !line.contains("{")).map(line -> line + "0")),
          table.quarantined("__key, length(__value)"));
      assertTrue(all.stream().anyMatch(line -> line.startsWith("2\t")), "one partition is empty");
    }
  }

  private static String lines(Stream<String> lines) {
    return lines.collect(Collectors.joining("\n"));
  }

  private static List<String> messages(int first) {
    return IntStream.range(first, first + RECORDS)
        .mapToObj(id -> "key " + id + "\t{\"id\":" + id + "}")
        .toList();
  }

  private static void produce(List<String> messages, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("kcat", "-P", "-b", TopicTable.kafka(), "-t", TOPIC, "-K", "\t"));
    command.addAll(List.of(options));
    run(command, String.join("\n", messages) + "\n");
  }

  /** Partition, offset, key and value of every record, in this order. */
  private static List<String> consume() throws Exception {
    List<String> records = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      records.addAll(
          run(
                  List.of(
                      "kcat",
                      "-C",
                      "-q",
                      "-e",
                      "-b",
                      TopicTable.kafka(),
                      "-t",
                      TOPIC,
                      "-p",
                      "" + partition,
                      "-o",
                      "beginning",
                      "-f",
                      "%p\t%o\t%k\t%s\n"),
                  "")
              .lines()
              .toList());
    }
    return records;
  }

  private static String run(List<String> command, String input)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + ": " + said);
    return said;
  }
}
