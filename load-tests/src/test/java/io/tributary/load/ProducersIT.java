package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.workload.SteadyProducer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the Java client does to records on their way, the table has exactly what was sent. */
class ProducersIT {
  private static final int PARTITIONS = 3;
  private static final int RECORDS = 40;

  /** {@code id} of each record that counts, by partition and offset. */
  private final Map<Integer, Map<Long, Integer>> sent = new TreeMap<>();

  private int nextId;

  @Test
  void compressedRecordsAndCommittedTransactionsArriveAndAbortedOnesDoNot(@TempDir Path work)
      throws Exception {
    try (TopicTable table = new TopicTable(work, "java_client", PARTITIONS);
        KafkaProducer<String, byte[]> transactional = transactional("one");
        KafkaProducer<String, byte[]> other = transactional("other")) {
      for (String codec : List.of("none", "gzip", "snappy", "lz4", "zstd")) {
        try (KafkaProducer<String, byte[]> producer =
            SteadyProducer.open(TopicTable.kafka(), 20, Map.of("compression.type", codec))) {
          count(send(producer));
        }
      }
      transactional.initTransactions();
      other.initTransactions();
      for (int round = 0; round < 10; round++) {
        interleaved(transactional, other, round % 2 == 0);
      }
      // What stands behind an open transaction waits for it, and its records are not shown.
      transactional.beginTransaction();
      List<Sent> open = send(transactional);
      transactional.flush();
      table.awaitStored(counted());
      assertEquals(expected(), table.rows("id"));
      transactional.abortTransaction();
      other.beginTransaction();
      count(send(other));
      other.commitTransaction();
      table.awaitCommitted(counted());
      assertEquals(expected(), table.rows("id"));
      assertEquals(RECORDS, open.size());
    }
  }

  private static KafkaProducer<String, byte[]> transactional(String id) {
    return SteadyProducer.open(
        TopicTable.kafka(), 0, Map.of("transactional.id", id, "compression.type", "zstd"));
  }

  /** Two transactions whose records lie mixed in every partition; one of them is aborted. */
  private void interleaved(
      KafkaProducer<String, byte[]> one, KafkaProducer<String, byte[]> other, boolean firstWins)
      throws Exception {
    one.beginTransaction();
    other.beginTransaction();
    List<Sent> ofOne = new ArrayList<>();
    List<Sent> ofOther = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ofOne.addAll(send(one));
      one.flush();
      ofOther.addAll(send(other));
      other.flush();
    }
    if (firstWins) {
      one.commitTransaction();
      other.abortTransaction();
      count(ofOne);
    } else {
      one.abortTransaction();
      other.commitTransaction();
      count(ofOther);
    }
  }

  private record Sent(int id, Future<RecordMetadata> where) {}

  private List<Sent> send(KafkaProducer<String, byte[]> producer) {
    List<Sent> batch = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      int id = nextId++;
      byte[] value = ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);
      batch.add(
          new Sent(
              id,
              producer.send(
                  new ProducerRecord<>("java_client", id % PARTITIONS, "key " + id, value))));
    }
    return batch;
  }

  private void count(List<Sent> batch) throws Exception {
    for (Sent record : batch) {
      RecordMetadata where = record.where().get();
      sent.computeIfAbsent(where.partition(), partition -> new TreeMap<>())
          .put(where.offset(), record.id());
    }
  }

  private long counted() {
    return sent.values().stream().mapToLong(Map::size).sum();
  }

  private String expected() {
    return sent.entrySet().stream()
        .flatMap(
            partition ->
                partition.getValue().entrySet().stream()
                    .map(
                        record ->
                            partition.getKey() + "\t" + record.getKey() + "\t" + record.getValue()))
        .collect(Collectors.joining("\n"));
  }
}
