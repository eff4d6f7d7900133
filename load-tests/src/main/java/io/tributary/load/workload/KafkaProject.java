package io.tributary.load.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The datafiles of a project with one connection and one datasource.
 *
 * @param bootstrapServers of the connection
 * @param datasource name of the datasource, and of its table
 * @param schema its SCHEMA block
 * @param engine its {@code ENGINE…} lines and other settings, empty for none
 * @param topic it reads
 * @param groupId its consumer group
 * @param reset {@code earliest} or {@code latest}
 */
public record KafkaProject(
    String bootstrapServers,
    String datasource,
    String schema,
    String engine,
    String topic,
    String groupId,
    String reset) {

  /** Writes the files into {@code datafiles} below this folder, which is returned. */
  public Path write(Path folder) throws IOException {
    return write(folder, "");
  }

  /** The same for records whose schemas this registry has. */
  public Path writeWithRegistry(Path folder, String registryUrl) throws IOException {
    return write(folder, "KAFKA_SCHEMA_REGISTRY_URL " + registryUrl);
  }

  private Path write(Path folder, String registry) throws IOException {
    Path datafiles = Files.createDirectories(folder.resolve("datafiles"));
    Files.writeString(
        datafiles.resolve("local.connection"),
        """
        TYPE kafka
        KAFKA_BOOTSTRAP_SERVERS %s
        KAFKA_SECURITY_PROTOCOL PLAINTEXT
        %s
        """
            .formatted(bootstrapServers, registry));
    Files.writeString(
        datafiles.resolve(datasource + ".datasource"),
        """
        %s
        %s
        KAFKA_CONNECTION_NAME local
        KAFKA_TOPIC %s
        KAFKA_GROUP_ID %s
        KAFKA_AUTO_OFFSET_RESET %s
        """
            .formatted(schema, engine, topic, groupId, reset));
    return datafiles;
  }
}
