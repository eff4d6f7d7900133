package io.tributary.gatherer.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.quarantine.RecordKey;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestFieldsTest {
  @Test
  void filterIsRead() {
    MultiMap params =
        MultiMap.caseInsensitiveMultiMap()
            .add("reason", "type error")
            .add("partition", "3")
            .add("from", "10")
            .add("to", "20")
            .add("after", "3:11:4294967295:my:topic");
    assertEquals(
        new RowFilter("type error", 3, 10L, 20L, new RecordKey(3, 11, "my:topic", 4294967295L)),
        RequestFields.filter(params));
  }

  @ParameterizedTest
  @CsvSource({
    "partition, one",
    "partition, 1 OR 1",
    "from, 9223372036854775808",
    "after, 1:2:3",
    "after, 1:2:-3:t",
    "reasn, type error",
  })
  void whatIsNoFilterIsABadRequest(String name, String value) {
    MultiMap params = MultiMap.caseInsensitiveMultiMap().add(name, value);
    RequestProblem problem = assertThrows(RequestProblem.class, () -> RequestFields.filter(params));
    assertEquals(400, problem.status());
  }

  @Test
  void limitIsBounded() {
    assertEquals(20, RequestFields.limit(MultiMap.caseInsensitiveMultiMap(), 20, 1000));
    MultiMap tooMany = MultiMap.caseInsensitiveMultiMap().add("limit", "1001");
    assertThrows(RequestProblem.class, () -> RequestFields.limit(tooMany, 20, 1000));
  }
}
