package io.tributary.load.message;

import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes the fields of one message as text. */
public final class JsonFields {
  private final List<String> fields = new ArrayList<>();
  private final Random random;

  public JsonFields(Random random) {
    this.random = random;
  }

  public static RowColumn column(String name, String type) {
    return column(name, type, "$." + name);
  }

  public static RowColumn column(String name, String type, String path) {
    return new RowColumn(name, ColumnType.parse(type), path, false);
  }

  public List<String> fields() {
    return fields;
  }

  /** A value that is JSON already. */
  public JsonFields json(String name, Object value) {
    fields.add("\"" + name + "\":" + value);
    return this;
  }

  /** A text without anything to escape, or escaped already. */
  public JsonFields text(String name, String value) {
    fields.add("\"" + name + "\":\"" + value + "\"");
    return this;
  }

  /** An object of everything added so far. */
  public String object() {
    return "{" + String.join(",", fields) + "}";
  }

  public int number(int bound) {
    return random.nextInt(bound);
  }

  /** Hundredths below a bound. */
  public double amount(int bound) {
    return random.nextInt(bound * 100) / 100.0;
  }

  public String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** A second of 2026. */
  public String second() {
    return "2026-%02d-%02d %02d:%02d:%02d"
        .formatted(1 + number(12), 1 + number(28), number(24), number(60), number(60));
  }

  /** A millisecond of 2026. */
  public String millisecond() {
    return second() + ".%03d".formatted(number(1_000));
  }

  /** Lower-case hexadecimal digits. */
  public String hex(int digits) {
    StringBuilder hex = new StringBuilder(digits);
    while (hex.length() < digits) {
      hex.append(Character.forDigit(number(16), 16));
    }
    return hex.toString();
  }
}
