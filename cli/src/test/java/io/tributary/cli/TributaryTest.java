package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TributaryTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "quickstart --help",
        "gatherer --help",
        "connector --help",
        "check --help",
        "audit --help",
        "explain --help",
        "datasource --help",
        "datasource adopt --help",
        "quarantine --help",
        "quarantine list --help",
        "quarantine show --help",
        "quarantine replay --help",
        "token --help",
        "token create --help",
        "token list --help",
        "token revoke --help",
        "sandbox --help",
        "sandbox up --help",
        "sandbox down --help",
        "sandbox status --help",
        "load --help",
        "load run --help",
        "load gate --help",
        "load compare --help",
        "load flame --help",
        "load chaos --help",
        "completion --help"
      })
  void helpIsEverywhereAndNamesTheExitCodes(String command) {
    assertEquals(0, run(command.split(" ")));
    assertTrue(out.toString().startsWith("Usage: tributary"), out.toString());
    assertTrue(out.toString().contains("Exit codes:"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void versionIsOneLine() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().matches("tributary \\S.*\\R"), out.toString());
  }

  @Test
  void completionScriptKnowsTheCommands() {
    assertEquals(0, run("completion"));
    assertTrue(out.toString().contains("quickstart"), out.toString());
  }

  @Test
  void misspeltCommandIsAnsweredWithTheNearestOne() {
    assertEquals(2, run("quickstrat"));
    assertTrue(err.toString().contains("tributary quickstart"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quickstart --rows many",
        "quickstart --rows 0",
        "sandbox",
        "load",
        "load run",
        "load compare",
        "load flame",
        "quarantine",
        "quarantine show",
        "quarantine list --gatherer nowhere",
        "quarantine show events --limit 0",
        "quarantine show events --reason tyep",
        "quarantine replay",
        "token",
        "token create",
        "token create web",
        "token create web --append events --append-all",
        "token create web --append no-name --tokens target/tokens-none.json",
        "token revoke",
        "audit --from yesterday",
        "explain events",
        "explain events events 0 -1",
        "explain events events 0 first",
        "audit --to 2026-13-01"
      })
  void wrongUsageExitsWithTwoAndSaysWhatIsWrong(String command) {
    assertEquals(2, run(command.split(" ")));
    assertTrue(err.toString().contains("Usage: tributary"), err.toString());
  }

  private int run(String... args) {
    CommandLine line = Tributary.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }
}
