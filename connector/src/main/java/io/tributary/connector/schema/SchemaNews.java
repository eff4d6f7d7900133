package io.tributary.connector.schema;

import java.util.function.Supplier;

/** Told what goes on with the schemas of a datasource. */
public interface SchemaNews {
  /** Nobody listens. */
  SchemaNews NONE = new SchemaNews() {};

  /**
   * Records wait for so many schemas.
   *
   * @param why they are not there; asked when somebody wants to know, on any thread
   */
  default void awaits(int schemas, Supplier<String> why) {}

  /** So many different fields of schemas have no column. */
  default void ignoredFields(int fields) {}
}
