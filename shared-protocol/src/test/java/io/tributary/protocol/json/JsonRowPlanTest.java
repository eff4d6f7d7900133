package io.tributary.protocol.json;

import static io.tributary.protocol.json.Encoding.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowPlanException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonRowPlanTest {

  private static String refusal(RowColumn... columns) {
    return assertThrows(RowPlanException.class, () -> JsonRowPlan.compile(List.of(columns)))
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a|a path begins with $, write $.a",
        "$.|a field name is missing after character 2",
        "$..a|a field name is missing after character 2",
        "$.a.|a field name is missing after character 4",
        "$a|a dot or a bracket is expected at character 2",
        "$.a[:]|make the type Array(UInt8)",
        "$.a[-1]|brackets hold an index from 0 to 99999, a colon or a name in quotes",
        "$.a[100000]|brackets hold an index",
        "$[*]|brackets hold an index",
        "$[|brackets hold an index",
        "$.*|wildcards are not supported",
        "$['a|the closing '] is missing",
        "$['a'|the closing '] is missing",
        "$['a']b|a dot or a bracket is expected at character 7",
      })
  void badPathNamesColumnPathAndFix(String path, String reason) {
    String message = refusal(column("c1", "UInt8", path));
    assertTrue(message.contains("Column c1, path " + path + ": "), message);
    assertTrue(message.contains(reason), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$['a.b']|a.b",
        "$['it\\'s']|it's",
        "$['']|",
        "$[\"x\"]|x",
        "$.ä|ä",
        "$.a-b|a-b",
        "$.$|$"
      })
  void oddNamesAreNames(String path, String name) {
    Encoding columns = new Encoding(column("c", "UInt8", path));
    assertEquals("07", columns.hex("{\"" + (name == null ? "" : name) + "\":7}"));
  }

  @Test
  void unknownZoneIsRefused() {
    String message = refusal(column("t", "Array(DateTime('Mars/Olympus'))", "$.t"));
    assertTrue(message.contains("the time zone Mars/Olympus is not known"), message);
  }

  @Test
  void mapKeyMustBeOneValue() {
    String message = refusal(column("m", "Map(Array(String),String)", "$.m"));
    assertTrue(message.contains("cannot be a key of type Array(String)"), message);
  }

  @Test
  void eachStepOfThePathNeedsAnArray() {
    String message = refusal(column("n", "Array(UInt8)", "$.a[:].b[:]"));
    assertTrue(message.contains("make the type Array(Array(UInt8))"), message);
  }

  @Test
  void noColumnsMakeNoBytes() {
    assertEquals("", new Encoding().hex("whatever"));
  }
}
