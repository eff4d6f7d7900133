package io.tributary.protocol.json;

/** What a {@link JsonScanner} stands on. */
enum Token {
  OBJECT,
  OBJECT_END,
  ARRAY,
  ARRAY_END,
  NAME,
  STRING,
  /** A number without a point or an exponent. */
  INTEGER,
  /** A number with a point or an exponent. */
  DECIMAL,
  TRUE,
  FALSE,
  NULL;

  boolean isStructure() {
    return this == OBJECT || this == ARRAY;
  }
}
