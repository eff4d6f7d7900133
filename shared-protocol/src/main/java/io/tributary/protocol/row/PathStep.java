package io.tributary.protocol.row;

/** One step of a JSONPath. */
public sealed interface PathStep {

  /** Into the field of an object. */
  record Field(String name) implements PathStep {}

  /**
   * Into one element of an array.
   *
   * @param index from 0
   */
  record Element(int index) implements PathStep {}

  /** Into each element of an array. */
  record Each() implements PathStep {}
}
