package io.tributary.cli.quickstart;

import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.KafkaProject;
import java.io.IOException;
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
    return new KafkaProject(
            bootstrapServers,
            TABLE,
            ClickEvents.SCHEMA,
            """
            ENGINE MergeTree
            ENGINE_SORTING_KEY action, timestamp
            ENGINE_PARTITION_KEY toYYYYMM(timestamp)
            """,
            TOPIC,
            GROUP,
            "earliest")
        .write(folder);
  }
}
