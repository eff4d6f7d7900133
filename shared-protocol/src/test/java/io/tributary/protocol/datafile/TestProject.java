package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the files of a project and loads it. */
final class TestProject {
  static final String CONNECTION =
      """
      TYPE kafka
      KAFKA_BOOTSTRAP_SERVERS localhost:9092
      KAFKA_SECURITY_PROTOCOL PLAINTEXT
      """;
  static final String KAFKA =
      """
      KAFKA_CONNECTION_NAME main
      KAFKA_TOPIC events
      KAFKA_GROUP_ID group
      """;
  static final String SCHEMA =
      """
      SCHEMA >
          `data` String `json:$`

      """;

  private final Path folder;
  private final Map<String, String> secrets = new HashMap<>();

  TestProject(Path folder) {
    this.folder = folder;
  }

  TestProject file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  TestProject secret(String name, String value) {
    secrets.put(name, value);
    return this;
  }

  Project load() throws DatafileException {
    return Datafiles.load(folder, secrets::get);
  }

  /** Each as {@code file:line: message}. */
  List<String> problems() {
    return assertThrows(DatafileException.class, this::load).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
