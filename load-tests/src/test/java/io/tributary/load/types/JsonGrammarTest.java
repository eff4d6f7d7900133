package io.tributary.load.types;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonGrammarTest {

  @Test
  void jsonAndNumbersAsClickHouseWritesThemAreTaken() {
    for (String value :
        List.of(
            "1",
            "-1.5e+3",
            "+1",
            "01",
            ".5",
            "5.",
            "NaN",
            "-inf",
            "Infinity",
            "true",
            "null",
            "\"\"",
            "\"\\u00e9\\n\\/\"",
            "[]",
            "[ 1 , {\"a\" : [2]} ]",
            "{}",
            "{\"a\":1,\"a\":2}")) {
      assertTrue(JsonGrammar.isObject("{\"v\":" + value + "}"), value);
    }
  }

  @Test
  void whatIsNotJsonIsNot() {
    for (String value :
        List.of(
            "",
            "[1,,2]",
            "[1,]",
            "[,]",
            "{a:1}",
            "{'a':1}",
            "{\"a\"}",
            "{\"a\":1,}",
            "--1",
            "1 2",
            ".",
            "e1",
            "tru",
            "\"\\u00zz\"",
            "\"\\x41\"",
            "\"\t\"",
            "'a'",
            "[1}",
            "1}")) {
      assertFalse(JsonGrammar.isObject("{\"v\":" + value + "}"), value);
    }
  }

  @Test
  void textIsClosedWhenNothingCanBeReadOnBehindIt() {
    for (String closed : List.of("1", "\"a\\\"\"", "[1,,2]", "{\"a\":\"}\"}", "x y", "")) {
      assertTrue(JsonGrammar.isClosed(closed), closed);
    }
    for (String open :
        List.of("\"", "\"a\\\"", "[1", "1]", "[1}", "{\"a\":1", "\\", "\n", "\"\n\"")) {
      assertFalse(JsonGrammar.isClosed(open), open);
    }
  }
}
