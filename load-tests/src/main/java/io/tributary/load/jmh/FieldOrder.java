package io.tributary.load.jmh;

/** Whether messages bring their outermost fields in the order of the columns. */
public enum FieldOrder {
  /** As the columns, so that values are written straight. */
  PLAN,
  /** Another order in each message, which takes the scratch area. */
  ANY
}
