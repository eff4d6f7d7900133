package io.tributary.protocol.datafile;

import java.util.Locale;

/** How messages or keys are written. */
public enum Format {
  /** JSON text. */
  JSON_WITHOUT_SCHEMA,
  /** JSON text behind the id of its JSON Schema. */
  JSON_WITH_SCHEMA,
  /** Avro's binary encoding behind the id of its schema. */
  AVRO,
  /** Protocol Buffers' binary encoding behind the id of its schema. */
  PROTOBUF;

  /** True when what is read names a schema that a registry keeps. */
  public boolean needsRegistry() {
    return this != JSON_WITHOUT_SCHEMA;
  }

  /** As it stands in a datafile, such as {@code json_with_schema}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
