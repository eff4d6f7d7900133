package io.tributary.load.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Types that are made of others, with texts made of theirs. */
final class Structures {
  private static final Set<Kind.Use> NONE = Set.of();
  private static final Set<Kind.Use> IN_VARIANT = Set.of(Kind.Use.VARIANT);
  private static final List<String> NAMES = List.of("a", "b", "c", "d e", "é");

  private Structures() {}

  static Kind nullable(Kind of) {
    return new Kind(
        "Nullable(" + of.sql() + ")",
        of.uses().contains(Kind.Use.LOW_CARDINALITY) ? Set.of(Kind.Use.LOW_CARDINALITY) : NONE,
        random -> random.nextInt(6) == 0 ? "null" : of.values().next(random));
  }

  static Kind lowCardinality(Kind of) {
    Set<Kind.Use> uses = of.sql().startsWith("Nullable(") ? NONE : Set.of(Kind.Use.MAP_KEY);
    return new Kind("LowCardinality(" + of.sql() + ")", uses, of.values());
  }

  static Kind array(Kind of) {
    return new Kind("Array(" + of.sql() + ")", IN_VARIANT, random -> list(of, random));
  }

  private static String list(Kind of, Random random) {
    List<String> items = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      items.add(spaced(part(of, random), random));
    }
    return "[" + String.join(",", items) + "]";
  }

  static Kind map(Kind key, Kind value) {
    return new Kind(
        "Map(" + key.sql() + ", " + value.sql() + ")",
        IN_VARIANT,
        random -> {
          List<String> fields = new ArrayList<>();
          int count = random.nextInt(4);
          for (int i = 0; i < count; i++) {
            fields.add(
                quoted(key.values().next(random)) + ":" + spaced(part(value, random), random));
          }
          return "{" + String.join(",", fields) + "}";
        });
  }

  static Kind tuple(List<Kind> of) {
    String sql = of.stream().map(Kind::sql).collect(Collectors.joining(", ", "Tuple(", ")"));
    return new Kind(sql, IN_VARIANT, random -> listOf(of, random));
  }

  static Kind namedTuple(List<Kind> of) {
    return new Kind(
        elements("Tuple", of),
        IN_VARIANT,
        random -> random.nextInt(4) == 0 ? listOf(of, random) : fields(of, random));
  }

  static Kind nested(List<Kind> of) {
    Kind element = new Kind("", NONE, namedTuple(of).values());
    return new Kind(elements("Nested", of), NONE, random -> list(element, random));
  }

  private static String elements(String name, List<Kind> of) {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      elements.add("`" + NAMES.get(i) + "` " + of.get(i).sql());
    }
    return name + "(" + String.join(", ", elements) + ")";
  }

  private static String listOf(List<Kind> of, Random random) {
    List<String> items = new ArrayList<>();
    of.forEach(kind -> items.add(spaced(part(kind, random), random)));
    if (random.nextInt(12) == 0) {
      items.add("1");
    }
    if (random.nextInt(12) == 0) {
      items.remove(items.size() - 1);
    }
    return "[" + String.join(",", items) + "]";
  }

  private static String fields(List<Kind> of, Random random) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < of.size(); i++) {
      if (random.nextInt(8) != 0) {
        String name = "\"" + JsonText.utf8(NAMES.get(i)) + "\"";
        fields.add(spaced(name, random) + ":" + spaced(part(of.get(i), random), random));
      }
    }
    if (random.nextInt(8) == 0) {
      fields.add("\"z\":" + EdgeTexts.any(random));
    }
    if (random.nextInt(12) == 0 && !fields.isEmpty()) {
      fields.add(fields.get(0));
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(fields, random);
    }
    return "{" + String.join(",", fields) + "}";
  }

  static Kind variant(List<Kind> of) {
    String sql = of.stream().map(Kind::sql).collect(Collectors.joining(", ", "Variant(", ")"));
    return new Kind(
        sql,
        NONE,
        random -> random.nextInt(9) == 0 ? "null" : Pick.one(of, random).values().next(random));
  }

  /** Any JSON value, of a few levels. */
  static String anything(int depth, Random random) {
    int choice = random.nextInt(depth == 0 ? 8 : 12);
    return switch (choice) {
      case 0 -> Pick.one(random, "true", "false", "null");
      case 1 -> Integer.toString(random.nextInt(2_000) - 1_000);
      case 2 -> NumberTexts.floating(random);
      case 3 -> NumberTexts.integer(64, random.nextBoolean()).next(random);
      case 4 -> TimeTexts.moment(3, random);
      case 5 -> TimeTexts.day(random);
      case 6, 7 -> WordTexts.string(random);
      case 8, 9 -> list(new Kind("", NONE, inner -> anything(depth - 1, inner)), random);
      default -> object(depth, random);
    };
  }

  /** An object of any values. */
  static String object(int depth, Random random) {
    List<String> fields = new ArrayList<>();
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      String name = random.nextInt(6) == 0 ? WordTexts.string(random) : WordTexts.word(random);
      fields.add(name + ":" + anything(depth - 1, random));
    }
    return "{" + String.join(",", fields) + "}";
  }

  /** A part of a structure is wrong less often than a whole value, or else most structures were. */
  private static String part(Kind kind, Random random) {
    return random.nextInt(8) == 0 ? kind.text(random) : kind.values().next(random);
  }

  private static String spaced(String text, Random random) {
    return random.nextInt(10) == 0 ? " " + text + " " : text;
  }

  private static String quoted(String text) {
    return text.startsWith("\"") ? text : "\"" + text.replace("\"", "") + "\"";
  }
}
