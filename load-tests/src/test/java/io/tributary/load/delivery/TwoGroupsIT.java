package io.tributary.load.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One consumer group fills a table from a topic, for one datasource, and no second one does. */
@SuppressWarnings("NullAway.Init") // started before all tests
class TwoGroupsIT {
  private static final long ROWS = 2_000;
  private static final String KAFKA = Sandbox.shared().kafka().bootstrapServers();

  private static Path work;
  private static ServiceUnderLoad gatherer;

  @BeforeAll
  static void start(@TempDir Path folder) {
    work = folder;
    gatherer = Readers.gatherer(folder, "two_groups");
    gatherer.start();
  }

  @AfterAll
  static void stop() {
    gatherer.close();
  }

  @Test
  void secondGroupWaitsAndTakesOverWhenTheFirstEnds() throws Exception {
    ClickTopic topic = new ClickTopic(KAFKA, "contested", "first_group");
    topic.create(2);
    try (Readers first = readers("contested", topic);
        Readers second = readers("contested", new ClickTopic(KAFKA, "contested", "second_group"))) {
      first.start();
      topic.produce(ROWS);
      first.awaitCommitted();

      second.start();
      String denied =
          "datasource contested: consumer group first_group writes partition P of topic contested,"
              + " run RUN into table contested, so group second_group may not: set the same"
              + " KAFKA_GROUP_ID in both connectors, stop one of them, or give each datasource a"
              + " table of its own [PARTITION_TAKEN]";
      Await.until("the second says why it waits", Readers.LIMIT, () -> notReady(second, denied));
      topic.produce(ROWS);
      first.awaitCommitted();
      first.awaitRows(2 * ROWS);
      first.stop();
      topic.produce(ROWS);

      second.awaitCommitted();
      second.awaitRows(3 * ROWS);
      assertEquals(
          1,
          second.said().lines().filter(line -> withoutNumbers(line).endsWith(denied)).count(),
          second.said());
      assertTrue(
          second.said().contains("contested: no other group has its partitions any more"),
          second.said());
    }
  }

  @Test
  void secondDatasourceOfAGroupEndsAndTheFirstGoesOn() throws Exception {
    ClickTopic topic = new ClickTopic(KAFKA, "one_group", "one_group");
    topic.create(2);
    try (Readers first = readers("rightful", topic);
        Readers second =
            new Readers(
                new Readers.Place(work.resolve("other"), gatherer, "two_groups"),
                "intruder",
                topic,
                "earliest")) {
      first.start();
      topic.produce(ROWS);
      first.awaitCommitted();

      second.start();
      assertEquals(
          "connector: datasource intruder: offset N of partition P was committed for another table"
              + " (uuid UUID then, UUID now): it was replaced, or another datasource has consumer"
              + " group one_group, too: decide, and run tributary datasource adopt intruder --from"
              + " committed [TABLE_REPLACED]",
          withoutNumbers(second.lastWords())
              .replaceAll("offset \\d+", "offset N")
              .replaceAll("uuid [0-9a-f-]{36} then, [0-9a-f-]{36}", "uuid UUID then, UUID"));
      topic.produce(ROWS);
      first.awaitCommitted();
      first.awaitRows(2 * ROWS);
      assertEquals("0", second.query("SELECT count() FROM TABLE_NAME"));
    }
  }

  private static Readers readers(String name, ClickTopic topic) throws IOException {
    return new Readers(new Readers.Place(work, gatherer, "two_groups"), name, topic, "earliest");
  }

  private static boolean notReady(Readers readers, String why) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + readers.connector().management() + "/ready"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 503 && withoutNumbers(answer.body()).contains(why);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String withoutNumbers(String line) {
    return line.replaceAll("partition \\d+", "partition P")
        .replaceAll("run [0-9a-f]{8}", "run RUN");
  }
}
