package io.tributary.protocol.column;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The pieces of a type's text, spelled as {@code system.columns} spells them. */
final class TypeText {
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

  /** Words that ClickHouse does not leave bare, in any case. */
  private static final Set<String> QUOTED_WORDS =
      Set.of("all", "distinct", "from", "null", "select", "table", "values");

  private TypeText() {}

  /** A string literal. */
  static String quoted(String text) {
    return quoted(text, '\'');
  }

  /** A name, between back quotes where it needs them. */
  static String identifier(String name) {
    boolean plain =
        PLAIN.matcher(name).matches() && !QUOTED_WORDS.contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : quoted(name, '`');
  }

  static String elements(List<ColumnType.Element> elements) {
    return elements.stream()
        .map(e -> e.name().isEmpty() ? e.type().sql() : identifier(e.name()) + " " + e.type().sql())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String labels(List<ColumnType.Label> labels) {
    return labels.stream()
        .map(label -> quoted(label.name()) + " = " + label.number())
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String types(List<ColumnType> types) {
    return types.stream().map(ColumnType::sql).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String quoted(String text, char quote) {
    StringBuilder sql = new StringBuilder(text.length() + 2).append(quote);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char letter =
          switch (c) {
            case '\b' -> 'b';
            case '\f' -> 'f';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case '\0' -> '0';
            case '\\' -> '\\';
            default -> c == quote ? quote : ' ';
          };
      if (letter == ' ') {
        sql.append(c);
      } else {
        sql.append('\\').append(letter);
      }
    }
    return sql.append(quote).toString();
  }
}
