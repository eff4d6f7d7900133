package io.tributary.cli.quickstart;

import io.tributary.load.workload.ClickEvents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The datafiles of the quickstart: one connection and one datasource. */
final class QuickstartProject {
  static final String DATABASE = "quickstart";
  static final String TABLE = "clicks";
  static final String TOPIC = "clicks";
  static final String GROUP = "tributary-quickstart";

  private QuickstartProject() {}

  /** Writes them and returns their folder. */
  static Path write(Path folder, String bootstrapServers) throws IOException {
    Path datafiles = Files.createDirectories(folder.resolve("datafiles"));
    Files.writeString(
        datafiles.resolve("local.connection"),
        """
        TYPE kafka
        KAFKA_BOOTSTRAP_SERVERS %s
        KAFKA_SECURITY_PROTOCOL PLAINTEXT
        """
            .formatted(bootstrapServers));
    Files.writeString(
        datafiles.resolve(TABLE + ".datasource"),
        ClickEvents.SCHEMA
            + """

            ENGINE MergeTree
            ENGINE_SORTING_KEY action, timestamp
            ENGINE_PARTITION_KEY toYYYYMM(timestamp)

            KAFKA_CONNECTION_NAME local
            KAFKA_TOPIC %s
            KAFKA_GROUP_ID %s
            KAFKA_AUTO_OFFSET_RESET earliest
            """
                .formatted(TOPIC, GROUP));
    return datafiles;
  }
}
