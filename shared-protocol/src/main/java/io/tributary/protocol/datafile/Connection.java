package io.tributary.protocol.datafile;

import org.jspecify.annotations.Nullable;

/**
 * How to reach a Kafka cluster and what belongs to it.
 *
 * @param name file name without {@code .connection}
 * @param bootstrapServers comma separated {@code host:port}, no blanks
 * @param security what protects the way there
 * @param schemaRegistry null when none is set
 */
public record Connection(
    String name,
    String bootstrapServers,
    KafkaSecurity security,
    @Nullable SchemaRegistryAddress schemaRegistry) {
  public Connection {
    if (name.isEmpty() || bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException("connection '" + name + "' needs a name and servers");
    }
  }

  /** A connection without encryption, login and registry. */
  public static Connection plaintext(String name, String bootstrapServers) {
    return new Connection(name, bootstrapServers, KafkaSecurity.NONE, null);
  }

  /** True when it names a schema registry. */
  public boolean hasSchemaRegistry() {
    return schemaRegistry != null;
  }
}
