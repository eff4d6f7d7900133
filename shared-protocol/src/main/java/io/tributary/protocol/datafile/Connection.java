package io.tributary.protocol.datafile;

/**
 * How to reach a Kafka cluster, without encryption or credentials.
 *
 * @param name file name without {@code .connection}
 * @param bootstrapServers comma separated {@code host:port}, no blanks
 */
public record Connection(String name, String bootstrapServers) {
  public Connection {
    if (name.isEmpty() || bootstrapServers.isEmpty()) {
      throw new IllegalArgumentException("connection '" + name + "' needs a name and servers");
    }
  }

  /** True when it names a schema registry. */
  public boolean hasSchemaRegistry() {
    return false;
  }
}
