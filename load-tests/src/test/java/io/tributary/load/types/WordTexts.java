package io.tributary.load.types;

import java.util.List;
import java.util.Random;

/** Texts of strings, of UUIDs and addresses, and of what is nearly one. */
final class WordTexts {
  private static final String[] PIECES = {
    "a",
    "B",
    "0",
    "-",
    " ",
    "\\n",
    "\\t",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b",
    "\\f",
    "\\r",
    "\\u0000",
    "\\u00e9",
    "\\u20AC",
    "\\ud83d\\ude00",
    "\\ud83d",
    "\\ude00",
    "\\ud83d\\u0041",
    JsonText.utf8("é"),
    JsonText.utf8("€"),
    JsonText.utf8("😀"),
    "\u00ff",
    "\u00c3",
    "\u00e2\u0082",
    "{",
    "]",
    "'",
    ",",
    "null",
    "true",
    "\t",
    "\u0001",
    "\u007f",
    "\\x",
    "\\'",
    "\\v",
    "\\0",
    "\\u12",
    "\\uD800"
  };

  private WordTexts() {}

  /** Any string, of few characters. */
  static String string(Random random) {
    StringBuilder text = new StringBuilder("\"");
    // Most pieces are harmless, so that most strings are right.
    int pieces = random.nextInt(7);
    for (int i = 0; i < pieces; i++) {
      int most = random.nextInt(10) == 0 ? PIECES.length : 26;
      text.append(PIECES[random.nextInt(most)]);
    }
    return text.append('"').toString();
  }

  /** A string of plain letters. */
  static String word(Random random) {
    return "\"" + letters(random.nextInt(6), random) + "\"";
  }

  static String letters(int count, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** Of FixedString. */
  static Kind.Values fixed(int length) {
    return random ->
        random.nextBoolean()
            ? string(random)
            : "\"" + letters(Math.max(0, length + random.nextInt(3) - 1), random) + "\"";
  }

  static String bool(Random random) {
    String word =
        Pick.one(
            random,
            "true",
            "false",
            "0",
            "1",
            "True",
            "FALSE",
            "t",
            "f",
            "T",
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "N",
            "enable",
            "disabled",
            "enabled",
            "disable",
            "TRUE",
            "2",
            "-1",
            "null",
            "",
            "10",
            "01",
            "1.0",
            "tru",
            "truee");
    return random.nextBoolean() ? "\"" + word + "\"" : word;
  }

  static String uuid(Random random) {
    String hex = hex(32, random);
    String dashed =
        String.join(
            "-",
            hex.substring(0, 8),
            hex.substring(8, 12),
            hex.substring(12, 16),
            hex.substring(16, 20),
            hex.substring(20));
    return switch (random.nextInt(8)) {
      case 0 -> "\"" + hex + "\"";
      case 1 -> "\"" + dashed.toUpperCase(java.util.Locale.ROOT) + "\"";
      case 2 -> "\"{" + dashed + "}\"";
      case 3 -> "\"" + dashed + Pick.one(random, " ", "0", "-", "x") + "\"";
      case 4 -> "\"" + dashed.substring(0, random.nextInt(36)) + "\"";
      default -> "\"" + dashed + "\"";
    };
  }

  static String ipv4(Random random) {
    String text =
        random.nextInt(256)
            + "."
            + random.nextInt(256)
            + "."
            + random.nextInt(256)
            + "."
            + random.nextInt(300);
    return switch (random.nextInt(6)) {
      case 0 ->
          "\""
              + Pick.one(
                  random,
                  "",
                  "1.2.3",
                  "1.2.3.4.5",
                  "01.02.03.04",
                  "001.002.003.004",
                  "0001.2.3.4",
                  "1.2.3.4 ",
                  " 1.2.3.4",
                  "256.1.1.1",
                  "1.2.3.",
                  "1..2.3",
                  "a.b.c.d",
                  "16909060",
                  "0x1.2.3.4",
                  "::ffff:1.2.3.4",
                  "0.0.0.0",
                  "255.255.255.255")
              + "\"";
      case 1 -> Pick.one(random, "0", "16909060", "4294967295", "4294967296", "null", "-1");
      default -> "\"" + text + "\"";
    };
  }

  static String ipv6(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      text.append(i == 0 ? "" : ":").append(hex(1 + random.nextInt(4), random));
    }
    return switch (random.nextInt(6)) {
      case 0 -> "\"" + text + "\"";
      case 1 -> "\"" + text.substring(0, text.indexOf(":")) + "::" + hex(4, random) + "\"";
      case 2 -> "\"::ffff:" + ipv4(random).replace("\"", "") + "\"";
      case 3 -> ipv4(random);
      case 4 -> "\"" + text.substring(0, random.nextInt(text.length())) + "\"";
      default ->
          "\""
              + Pick.one(
                  random,
                  "",
                  "::",
                  "::1",
                  "1::",
                  "1::2::3",
                  ":::",
                  ":",
                  "1:2:3:4:5:6:7:8:9",
                  "fe80::1%eth0",
                  "[::1]",
                  "::1/64",
                  "::FFFF:1.2.3.4",
                  "1:2:3:4:5:6:1.2.3.4",
                  "::1.2.3.4",
                  "12345::",
                  "g::",
                  " ::1",
                  "::1 ",
                  "2001:db8::1",
                  "1:2:3:4:5:6:7::",
                  "::2:3:4:5:6:7:8",
                  "1::3:4:5:6:7:8")
              + "\"";
    };
  }

  private static String hex(int count, Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(Character.forDigit(random.nextInt(16), 16));
    }
    return text.toString();
  }

  /** Of an enumeration with these names. */
  static Kind.Values oneOf(String... names) {
    List<String> others =
        List.of(
            "1", "-1", "0", "2", "\"1\"", "\"-2\"", "127", "300", "1.0", "null", "\"A\"", "\" a\"",
            "\"a \"", "\"\"", "\"c\"", "true");
    return random ->
        random.nextInt(3) == 0
            ? Pick.one(others, random)
            : "\"" + JsonText.utf8(names[random.nextInt(names.length)]) + "\"";
  }
}
