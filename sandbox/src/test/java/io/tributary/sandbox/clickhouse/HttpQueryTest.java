package io.tributary.sandbox.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.MultiMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpQueryTest {
  private static MultiMap of(String... pairs) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < pairs.length; i += 2) {
      map.add(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  @Test
  void everyOtherParameterIsASetting() {
    HttpQuery query =
        HttpQuery.of(
            false,
            of(
                "query", "SELECT 1",
                "database", "db",
                "default_format", "JSON",
                "query_id", "id-1",
                "wait_end_of_query", "1",
                "param_x", "42",
                "async_insert", "0",
                "log_comment", "who"),
            of("Content-Encoding", "GZIP"));
    assertEquals("SELECT 1", query.text());
    assertEquals("db", query.database());
    assertEquals("JSON", query.format());
    assertEquals("id-1", query.queryId());
    assertEquals("gzip", query.contentEncoding());
    assertEquals(Map.of("x", "42"), query.parameters());
    assertEquals(Map.of("async_insert", "0", "log_comment", "who"), query.settings());
  }

  @Test
  void nothingGivenMeansDefaults() {
    HttpQuery query = HttpQuery.of(false, of(), of());
    assertEquals("default", query.database());
    assertEquals("TabSeparated", query.format());
    assertEquals("identity", query.contentEncoding());
    assertNotEquals("", query.queryId());
  }

  @Test
  void headersNameDatabaseAndFormatToo() {
    HttpQuery query =
        HttpQuery.of(false, of(), of("X-ClickHouse-Database", "db", "X-ClickHouse-Format", "CSV"));
    assertEquals("db", query.database());
    assertEquals("CSV", query.format());
  }

  @Test
  void getIsReadOnly() {
    assertEquals("2", HttpQuery.of(true, of(), of()).settings().get("readonly"));
    assertEquals("1", HttpQuery.of(true, of("readonly", "1"), of()).settings().get("readonly"));
  }

  @Test
  void queryIdThatIsNoHeaderIsReplaced() {
    assertNotEquals("a\r\nb", HttpQuery.of(false, of("query_id", "a\r\nb"), of()).queryId());
  }

  @Test
  void unsupportedParametersAreNamed() {
    assertNotNull(HttpQuery.unsupported(of("session_id", "s")));
    assertNotNull(HttpQuery.unsupported(of("compress", "1")));
    assertNull(HttpQuery.unsupported(of("compress", "0", "decompress", "false")));
  }
}
