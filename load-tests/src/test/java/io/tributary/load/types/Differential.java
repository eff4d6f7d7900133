package io.tributary.load.types;

import io.tributary.protocol.json.DateTimeInputFormat;
import java.util.ArrayList;
import java.util.List;

/** Puts the same texts through both sides and tells where they do not agree. One thread. */
final class Differential {
  private static final int MOST_CONFIRMED = 200;

  private final Engine engine;
  private final DateTimeInputFormat timeFormat;

  Differential(Engine engine, DateTimeInputFormat timeFormat) {
    this.engine = engine;
    this.timeFormat = timeFormat;
    engine.run("CREATE DATABASE IF NOT EXISTS " + TestTable.DATABASE + " ENGINE = Atomic");
  }

  /**
   * All rows that the two sides do not agree about, also the deliberate ones. In JSON and Dynamic
   * columns a row counts only if they do not agree either when it is alone: ClickHouse stores a
   * value in another type when the rows before it had many paths or types.
   */
  List<Difference> run(String type, List<JsonText> texts) {
    try (TestTable a = TestTable.create(engine, "a", type);
        TestTable b = TestTable.create(engine, "b", type)) {
      JsonSide json = new JsonSide(engine, a, timeFormat);
      RowSide rows = new RowSide(engine, b, a.type(), timeFormat);
      List<Difference> found = differences(type, texts, json.insert(texts), rows.insert(texts));
      if (!type.contains("JSON") && !type.contains("Dynamic")) {
        return found;
      }
      List<Difference> confirmed = new ArrayList<>();
      int alone = 0;
      for (Difference difference : found) {
        if (Deliberate.of(difference).isPresent() || ++alone > MOST_CONFIRMED) {
          confirmed.add(difference);
        } else {
          a.empty();
          b.empty();
          List<JsonText> one = List.of(difference.text());
          confirmed.addAll(differences(type, one, json.insert(one), rows.insert(one)));
        }
      }
      return confirmed;
    }
  }

  private static List<Difference> differences(
      String type, List<JsonText> texts, List<Outcome> theirs, List<Outcome> ours) {
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (!agree(theirs.get(i), ours.get(i))) {
        differences.add(new Difference(type, texts.get(i), theirs.get(i), ours.get(i)));
      }
    }
    return differences;
  }

  /** What ClickHouse does with the texts of one statement. */
  List<Boolean> together(String type, List<JsonText> texts) {
    try (TestTable a = TestTable.create(engine, "a", type)) {
      return stored(new JsonSide(engine, a, timeFormat).insert(texts));
    }
  }

  /** What ClickHouse does with each text in a statement of its own. */
  List<Boolean> oneByOne(String type, List<JsonText> texts) {
    try (TestTable a = TestTable.create(engine, "a", type)) {
      return stored(new JsonSide(engine, a, timeFormat).insertOneByOne(texts));
    }
  }

  private static List<Boolean> stored(List<Outcome> outcomes) {
    return outcomes.stream().map(Outcome.Stored.class::isInstance).toList();
  }

  private static boolean agree(Outcome theirs, Outcome ours) {
    return switch (theirs) {
      case Outcome.Stored stored -> stored.sameAs(ours);
      case Outcome.Refused _ -> ours instanceof Outcome.Refused;
      case Outcome.Broken _ -> false;
    };
  }
}
