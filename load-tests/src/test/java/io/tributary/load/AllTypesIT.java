package io.tributary.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.testservers.TestClickHouse;
import io.tributary.testservers.TestServers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table with a column of every kind, filled through both services and by ClickHouse itself. */
class AllTypesIT {
  private static final String DATABASE = "all_types";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SCHEMA =
      """
      SCHEMA >
          `id` UInt64 `json:$.id`,
          `i` Int256 `json:$.i`,
          `f` BFloat16 `json:$.f`,
          `d` Decimal(38, 5) `json:$.d`,
          `b` Bool `json:$.b`,
          `s` LowCardinality(Nullable(String)) `json:$.s`,
          `fs` FixedString(5) `json:$.fs`,
          `d32` Date32 `json:$.d32`,
          `dt` DateTime64(3, 'Europe/Madrid') `json:$.dt`,
          `precise` DateTime(6) `json:$.precise` DEFAULT '2020-01-02 03:04:05',
          `t` Time64(3) `json:$.t`,
          `u` UUID `json:$.u`,
          `ip` IPv6 `json:$.ip`,
          `e` Enum8('a' = 1, 'b' = 2) `json:$.e` DEFAULT 'b',
          `m` Map(String, Array(Nullable(Int8))) `json:$.m`,
          `tu` Tuple(x UInt8, `odd name` String) `json:$.tu`,
          `n` Nested(a UInt8, b String) `json:$.n`,
          `p` Polygon `json:$.p`,
          `v` Variant(UInt64, String, Array(UInt64)) `json:$.v`,
          `dy` Dynamic `json:$.dy`,
          `j` JSON(k UInt8) `json:$.j`,
          `saf` SimpleAggregateFunction(sum, UInt64) `json:$.saf`
      """;
  private static final String META =
      "__value String, __topic LowCardinality(String), __partition Int16, __offset Int64, "
          + "__timestamp DateTime, __key String, __run UInt32";
  private static final List<String> MESSAGES =
      List.of(
          """
          {"id":1,"i":-170141183460469231731687303715884105729,"f":1.5,"d":"12345678901234567890.12345","b":true,
          "s":null,"fs":"abc","d32":"1910-02-03","dt":"2020-03-29T02:30:00","precise":"2021-01-01 00:00:00.123456",
          "t":"-12:34:56.789","u":"61f0c404-5cb3-11e7-907b-a6006ad3dba0","ip":"1.2.3.4","e":"a",
          "m":{"x":[1,null],"y":[]},"tu":{"odd name":"z","x":9},"n":[{"a":1,"b":"p"},{"a":2,"b":"q"}],
          "p":[[[1,2],[3,4]]],"v":[1,2],"dy":{"a":1},"j":{"k":"7","deep":{"er":[1,"x"]}},"saf":5}\
          """,
          """
          {"saf":"6","j":{},"dy":null,"v":"text","p":[],"n":[],"tu":{},"m":{},"e":2,"ip":"::1",
          "u":"61F0C4045CB311E7907BA6006AD3DBA0","t":5,"dt":"Jan 2 2020 10:00 PM","d32":-5,"fs":"","s":7,"b":0,
          "d":1e3,"f":"-inf","i":"12","precise":null,"id":2}\
          """,
          "{\"id\":3,\"e\":null}");

  @Test
  void tableHoldsWhatClickHouseWouldHaveStored(@TempDir Path work) throws IOException {
    SqlClient sql = database();
    Path datafiles = project("kinds", SCHEMA).write(work);
    fill("kinds", datafiles, sql, work, MESSAGES);
    sql.query("CREATE TABLE " + DATABASE + ".twin AS " + DATABASE + ".kinds");
    for (String message : MESSAGES) {
      sql.query(
          "INSERT INTO %s.twin SETTINGS input_format_import_nested_json = 1, date_time_input_format = 'best_effort' FORMAT JSONEachRow %s"
              .formatted(DATABASE, nested(message)));
    }
    assertEquals(rows(sql, "twin"), rows(sql, "kinds"));
  }

  @Test
  void nestedColumnThatIsNotFlattenedIsOneColumn(@TempDir Path work) throws IOException {
    SqlClient sql = database();
    String columns = "`id` UInt64%s, `n` Nested(a UInt8, b String)%s, `z` Nullable(UInt32)%s";
    sql.query(
        "CREATE TABLE %s.whole (%s, %s) ORDER BY id SETTINGS flatten_nested = 0"
            .formatted(DATABASE, columns.replace("%s", ""), META));
    String schema =
        "SCHEMA >\n    " + columns.formatted(" `json:$.id`", " `json:$.n`", " `json:$.z`");
    Path datafiles = project("whole", schema).write(work);
    fill(
        "whole",
        datafiles,
        sql,
        work,
        List.of(
            "{\"id\":1,\"n\":[{\"a\":1,\"b\":\"p\"},{\"b\":\"q\"}],\"z\":9}",
            "{\"id\":2,\"z\":8}"));
    assertEquals(
        "1\t[(1,'p'),(0,'q')]\t9\n2\t[]\t8",
        sql.query("SELECT id, n, z FROM " + DATABASE + ".whole ORDER BY id").strip());
  }

  private static SqlClient database() {
    TestClickHouse clickHouse = TestServers.shared().clickHouse();
    clickHouse.createDatabase(DATABASE);
    return new SqlClient(clickHouse.url(), clickHouse.user(), clickHouse.password());
  }

  private static KafkaProject project(String name, String schema) {
    return new KafkaProject(
        TestServers.shared().bootstrapServers(),
        name,
        schema,
        "ENGINE MergeTree\nENGINE_SORTING_KEY id",
        name,
        "readers-" + name,
        "earliest");
  }

  /** Sends the messages and waits until the services have stored them all. */
  private static void fill(
      String table, Path datafiles, SqlClient sql, Path work, List<String> messages) {
    EventProducer.createTopic(TestServers.shared().bootstrapServers(), table, 1);
    Map<String, String> settings =
        TestServers.shared().clickHouse().settings("FLUSH_INTERVAL", "100ms");
    try (ServiceUnderLoad gatherer =
            ServiceUnderLoad.gatherer(work, sql.url(), DATABASE, settings);
        ServiceUnderLoad connector =
            ServiceUnderLoad.connector(work, datafiles, gatherer.listen(), Map.of())) {
      gatherer.start();
      connector.start();
      send(table, messages);
      Await.until(
          "all messages are stored",
          LIMIT,
          () ->
              sql.query("EXISTS " + DATABASE + "." + table).strip().equals("1")
                  && sql.number("SELECT count() FROM " + DATABASE + "." + table)
                      == messages.size());
    }
  }

  /** ClickHouse takes a nested column as an object of arrays. */
  private static String nested(String message) {
    return message
        .replace(
            "\"n\":[{\"a\":1,\"b\":\"p\"},{\"a\":2,\"b\":\"q\"}]",
            "\"n\":{\"a\":[1,2],\"b\":[\"p\",\"q\"]}")
        .replace("\"n\":[],", "");
  }

  private static String rows(SqlClient sql, String table) {
    return sql.query(
        "SELECT * EXCEPT '^__', dynamicType(dy), variantType(v), JSONAllPathsWithTypes(j) FROM "
            + DATABASE
            + "."
            + table
            + " ORDER BY id FORMAT TSVWithNamesAndTypes");
  }

  private static void send(String topic, List<String> messages) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.shared().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String message : messages) {
        var unused =
            producer.send(new ProducerRecord<>(topic, message.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
