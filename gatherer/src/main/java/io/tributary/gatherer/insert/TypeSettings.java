package io.tributary.gatherer.insert;

import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings without which ClickHouse refuses to read columns of certain types, although the table
 * has them, or reads their bytes as something else.
 */
final class TypeSettings {
  private static final Pattern JSON = Pattern.compile("\\bJSON\\b");
  private static final String JSON_AS_TEXT = "input_format_binary_read_json_as_string";

  private record Need(Pattern type, String setting, String value) {
    Need(Pattern type, String setting) {
      this(type, setting, "1");
    }
  }

  private static final List<Need> NEEDS =
      List.of(
          new Need(JSON, JSON_AS_TEXT),
          // A column Nested(…) is there only if the table was created without flattening.
          new Need(Pattern.compile("\\bNested\\("), "flatten_nested", "0"),
          new Need(Pattern.compile("\\bTime(64)?\\b"), "enable_time_time64_type"),
          new Need(
              Pattern.compile("\\bLowCardinality\\("), "allow_suspicious_low_cardinality_types"),
          new Need(Pattern.compile("\\bFixedString\\("), "allow_suspicious_fixed_string_types"),
          new Need(Pattern.compile("\\bVariant\\("), "allow_suspicious_variant_types"));

  private static final Pattern QUOTED = Pattern.compile(SqlText.QUOTED);

  private TypeSettings() {}

  /** What an insert of these columns has to set, as far as the server knows it. */
  static Map<String, String> of(Layout layout, ServerSettings server) {
    Map<String, String> settings = new TreeMap<>();
    for (LayoutColumn column : layout.columns()) {
      String type = bare(column);
      for (Need need : NEEDS) {
        if (need.type().matcher(type).find() && server.names().contains(need.setting())) {
          settings.put(need.setting(), need.value());
        }
      }
    }
    return settings;
  }

  /** The column that this server cannot read, empty when it can read all. */
  static Optional<LayoutColumn> unreadable(Layout layout, ServerSettings server) {
    return layout.columns().stream()
        .filter(
            column -> JSON.matcher(bare(column)).find() && !server.names().contains(JSON_AS_TEXT))
        .findFirst();
  }

  /** The type's text without what people named, such as the values of an Enum. */
  private static String bare(LayoutColumn column) {
    return QUOTED.matcher(column.type()).replaceAll("");
  }
}
