package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands about topics say of a datasource without one; nobody is asked. */
@SuppressWarnings("NullAway.Init") // JUnit sets it.
class HttpDatasourceTest {
  @TempDir private Path folder;

  @BeforeEach
  void project() throws IOException {
    Files.writeString(
        folder.resolve("clicks.datasource"),
        """
        SCHEMA >
            `id` UInt64 `json:$.id`
        META_COLUMNS off
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "datasource adopt clicks --from earliest",
        "explain clicks events 0 42",
        "audit clicks",
        "audit clicks --repair"
      })
  void commandsAboutTopicsNameIt(String command) {
    assertEquals(
        new CommandRun(
            2,
            "",
            """
            tributary: datasource clicks has no KAFKA_* settings: HTTP fills it, and there is no topic to look at
            """),
        run(command));
  }

  @Test
  void rowsThatCannotBeToldApartAreNotReplayed() {
    assertEquals(
        new CommandRun(
            2,
            "",
            """
            tributary: datasource clicks has META_COLUMNS off, so that its table could not tell which records were stored before; send the rows again over HTTP
            """),
        run("quarantine replay clicks"));
  }

  private CommandRun run(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of("--gatherer", "127.0.0.1:1", "--datafiles", folder.toString()));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
