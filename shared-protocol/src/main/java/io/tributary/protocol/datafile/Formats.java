package io.tributary.protocol.datafile;

import org.jspecify.annotations.Nullable;

/**
 * How the records of a topic are read.
 *
 * @param value format of the messages
 * @param key format of the keys, null to store their bytes as they are
 * @param validate whether messages of {@link Format#JSON_WITH_SCHEMA} are checked against their
 *     schema
 * @param evolution what becomes of new fields; {@link SchemaEvolution#NONE} without schemas
 */
public record Formats(
    Format value, @Nullable Format key, boolean validate, SchemaEvolution evolution) {

  /** What holds when a datasource says nothing. */
  public static final Formats DEFAULT =
      new Formats(Format.JSON_WITHOUT_SCHEMA, null, true, SchemaEvolution.NONE);

  /** True when records name schemas that a registry keeps. */
  public boolean needsRegistry() {
    return value.needsRegistry() || (key != null && key.needsRegistry());
  }
}
