package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TypeSettingsTest {
  private static final ServerSettings KNOWING =
      new ServerSettings(
          Set.of(
              "input_format_binary_read_json_as_string",
              "enable_time_time64_type",
              "flatten_nested"),
          Set.of("input"),
          "UTC");
  private static final ServerSettings OLD =
      new ServerSettings(Set.of("async_insert"), Set.of(), "UTC");

  private static Layout layout(String... types) {
    return new Layout(
        Arrays.stream(types).map(type -> new LayoutColumn("c", type, false)).toList());
  }

  @Test
  void typesBringTheSettingsTheyNeed() {
    assertEquals(
        Map.of("input_format_binary_read_json_as_string", "1", "enable_time_time64_type", "1"),
        TypeSettings.of(layout("String", "Array(JSON(a UInt8))", "Time64(3)"), KNOWING));
  }

  @Test
  void nestedColumnsAreReadAsOneWhereTheTableHasOne() {
    assertEquals(
        Map.of("flatten_nested", "0"),
        TypeSettings.of(layout("UInt8", "Nested(a UInt8, b String)"), KNOWING));
  }

  @Test
  void commonTypesNeedNothing() {
    assertEquals(
        Map.of(),
        TypeSettings.of(
            layout("UInt8", "DateTime", "DateTime64(3)", "Map(String, Date)"), KNOWING));
  }

  @Test
  void settingsUnknownToTheServerAreLeftOut() {
    assertEquals(Map.of(), TypeSettings.of(layout("Time", "LowCardinality(UInt8)"), OLD));
  }

  @Test
  void oldServerCannotReadJson() {
    assertTrue(TypeSettings.unreadable(layout("UInt8", "JSON"), OLD).isPresent());
    assertTrue(TypeSettings.unreadable(layout("UInt8", "JSON"), KNOWING).isEmpty());
  }

  @Test
  void namesThatPeopleGaveAreNoTypes() {
    assertTrue(
        TypeSettings.unreadable(
                layout("Enum8('JSON' = 1, 'it\\'s JSON' = 2)", "Tuple(`JSON` UInt8)"), OLD)
            .isEmpty());
  }
}
