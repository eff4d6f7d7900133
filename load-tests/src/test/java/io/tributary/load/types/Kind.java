package io.tributary.load.types;

import java.util.Random;
import java.util.Set;

/**
 * A type and how to make texts for its columns.
 *
 * @param sql of the type
 * @param uses what else can be made of it
 * @param values texts that the type mostly takes
 */
record Kind(String sql, Set<Use> uses, Values values) {

  /** Where a type can stand. */
  enum Use {
    NULLABLE,
    LOW_CARDINALITY,
    MAP_KEY,
    VARIANT
  }

  /** Makes JSON values, each character one byte. */
  @FunctionalInterface
  interface Values {
    String next(Random random);
  }

  /** Something between the type's own texts and anything. */
  String text(Random random) {
    int choice = random.nextInt(20);
    String text = values.next(random);
    if (choice < 14) {
      return text;
    }
    return choice < 17 ? Mutations.change(text, random) : EdgeTexts.any(random);
  }
}
