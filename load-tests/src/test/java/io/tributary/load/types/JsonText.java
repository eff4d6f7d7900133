package io.tributary.load.types;

import java.nio.charset.StandardCharsets;

/**
 * What a row has for the column under test: a piece of a JSON object's fields, such as {@code
 * "v":1}, empty when the field is missing.
 *
 * @param fields each character is one byte, so that texts which are no UTF-8 can be had, too
 */
record JsonText(String fields) {

  /** The column's value is this text; each character is one byte. */
  static JsonText value(String bytes) {
    return new JsonText("\"v\":" + bytes);
  }

  /** The bytes of a text in UTF-8, one character each. */
  static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The whole row, with columns of known values before and behind the one under test. */
  byte[] row(int number) {
    return line(number).getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The same; each character is one byte. */
  String line(int number) {
    return "{\"i\":%d,\"before\":\"b\",%s\"after\":%d}"
        .formatted(number, fields.isEmpty() ? "" : fields + ",", number % 60_000 + 258);
  }

  /** For a message to a person. */
  String shown() {
    byte[] bytes = fields.getBytes(StandardCharsets.ISO_8859_1);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean exact = text.indexOf('\uFFFD') < 0;
    StringBuilder shown = new StringBuilder();
    for (char c : (exact ? text : fields).toCharArray()) {
      if (c < ' ' || c == 0x7F || (!exact && c > 0x7F)) {
        shown.append("<%02X>".formatted((int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.length() <= 300 ? shown.toString() : shown.substring(0, 300) + "…";
  }
}
