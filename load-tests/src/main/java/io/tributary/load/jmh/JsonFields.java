package io.tributary.load.jmh;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes the fields of one message as text. */
final class JsonFields {
  private final List<String> fields = new ArrayList<>();
  private final Random random;

  JsonFields(Random random) {
    this.random = random;
  }

  static RowColumn column(String name, String type) {
    return column(name, type, "$." + name);
  }

  static RowColumn column(String name, String type, String path) {
    return new RowColumn(name, ColumnType.parse(type), path, false);
  }

  List<String> fields() {
    return fields;
  }

  /** A value that is JSON already. */
  JsonFields json(String name, Object value) {
    fields.add("\"" + name + "\":" + value);
    return this;
  }

  /** A text without anything to escape, or escaped already. */
  JsonFields text(String name, String value) {
    fields.add("\"" + name + "\":\"" + value + "\"");
    return this;
  }

  /** An object of everything added so far. */
  String object() {
    return "{" + String.join(",", fields) + "}";
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  /** Hundredths below a bound. */
  double amount(int bound) {
    return random.nextInt(bound * 100) / 100.0;
  }

  String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** A second of 2026. */
  String second() {
    return "2026-%02d-%02d %02d:%02d:%02d"
        .formatted(1 + number(12), 1 + number(28), number(24), number(60), number(60));
  }

  /** A millisecond of 2026. */
  String millisecond() {
    return second() + ".%03d".formatted(number(1_000));
  }

  /** Lower-case hexadecimal digits. */
  String hex(int digits) {
    StringBuilder hex = new StringBuilder(digits);
    while (hex.length() < digits) {
      hex.append(Character.forDigit(number(16), 16));
    }
    return hex.toString();
  }
}
