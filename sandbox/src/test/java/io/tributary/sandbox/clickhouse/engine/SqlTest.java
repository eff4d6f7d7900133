package io.tributary.sandbox.clickhouse.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlTest {
  @Test
  void onlyDifferencesAreSet() {
    assertEquals(
        "SET `gone` = DEFAULT, `changed` = '2', `new` = 'n', `param_x` = 'v'",
        Sql.set(
            Map.of("same", "1", "changed", "1", "gone", "1"),
            Map.of("same", "1", "changed", "2", "new", "n"),
            Map.of("x", "v")));
  }

  @Test
  void sameSettingsNeedNoStatement() {
    assertEquals("", Sql.set(Map.of("a", "1"), Map.of("a", "1"), Map.of()));
  }

  @Test
  void namesAndValuesCannotBreakOut() {
    assertEquals(
        "SET `a\\` = 1; --` = 'it\\'s \\\\'",
        Sql.set(Map.of(), Map.of("a` = 1; --", "it's \\"), Map.of()));
    assertEquals("`a\\\\\\`b`", Sql.identifier("a\\`b"));
  }
}
