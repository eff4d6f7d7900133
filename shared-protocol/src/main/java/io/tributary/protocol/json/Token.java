package io.tributary.protocol.json;

/** What a {@link JsonScanner} stands on. */
enum Token {
  OBJECT,
  OBJECT_END,
  ARRAY,
  ARRAY_END,
  NAME,
  STRING,
  /** A bare number as it was written, also {@code +1}, {@code .5}, {@code NaN} and {@code -inf}. */
  NUMBER,
  TRUE,
  FALSE,
  NULL;

  boolean isStructure() {
    return this == OBJECT || this == ARRAY;
  }
}
