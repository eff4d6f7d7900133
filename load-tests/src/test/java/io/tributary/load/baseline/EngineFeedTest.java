package io.tributary.load.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.SchemaColumn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineFeedTest {

  @Test
  void columnsAreReadByTheNamesOfTheMessage() {
    EngineFeed feed =
        EngineFeed.of(
            List.of(
                column("time", "DateTime(3)", "$.timestamp"),
                column("user_id", "UInt64", "$.user.id"),
                new SchemaColumn("loaded", "DateTime", null, "now()"),
                column("city", "String", "$.user.home.city")));
    assertEquals(
        "CREATE TABLE d.feed (`timestamp` DateTime64(3), `user` Tuple(`id` UInt64, `home`"
            + " Tuple(`city` String))) ENGINE = Kafka SETTINGS kafka_format = 'JSONEachRow'",
        feed.createTable("d.feed", Map.of("kafka_format", "'JSONEachRow'")));
    assertEquals(
        "CREATE MATERIALIZED VIEW d.view TO d.rows AS SELECT `timestamp` AS `time`, `user`.`id` AS"
            + " `user_id`, `user`.`home`.`city` AS `city` FROM d.feed",
        feed.createView("d.view", "d.feed", "d.rows"));
  }

  @Test
  void pathIntoAnArrayIsRefusedByName() {
    String message =
        String.valueOf(
            assertThrows(
                    IllegalArgumentException.class,
                    () -> EngineFeed.of(List.of(column("skus", "Array(String)", "$.items[:].sku"))))
                .getMessage());
    assertTrue(message.contains("$.items[:].sku of 'skus'"), message);
  }

  @Test
  void sameFieldCannotBeReadTwice() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            EngineFeed.of(
                List.of(column("a", "String", "$.user"), column("b", "String", "$.user.id"))));
  }

  private static SchemaColumn column(String name, String type, String path) {
    return new SchemaColumn(name, type, path, "");
  }
}
