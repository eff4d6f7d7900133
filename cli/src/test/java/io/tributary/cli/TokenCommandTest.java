package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.http.token.ApiToken;
import io.tributary.gatherer.http.token.TokenFile;
import io.tributary.gatherer.http.token.TokenSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {
  @TempDir Path folder = Path.of("");

  @Test
  void secretIsShownOnceAndWorksUntilItIsRevoked() {
    Path path = folder.resolve("tokens.json");
    CommandRun created = run("token", "create", "web", "--append", "events,clicks", path);
    assertEquals(0, created.exitCode(), created.err());
    String secret = created.out().strip();
    ApiToken token = new TokenSet(new TokenFile(path).read()).find(secret).orElseThrow();
    assertEquals(List.of("events", "clicks"), token.appendTo());
    assertEquals(0, run("token", "create", "all", "--append-all", path).exitCode());

    CommandRun listed = run("token", "list", path);
    assertTrue(listed.out().contains("events, clicks"), listed.out());
    assertTrue(listed.out().contains("all datasources"), listed.out());
    assertFalse(listed.out().contains(secret) || listed.out().contains(token.hash()));

    assertEquals(0, run("token", "revoke", "web", path).exitCode());
    assertTrue(new TokenSet(new TokenFile(path).read()).find(secret).isEmpty());
    CommandRun again = run("token", "revoke", "web", path);
    assertEquals(1, again.exitCode());
    assertTrue(again.err().contains("there is no token web"), again.err());
  }

  @Test
  void fileMayComeFromTheSettings() throws Exception {
    Path path = folder.resolve("tokens.json");
    Path config = Files.writeString(folder.resolve("gatherer.env"), "HTTP_TOKENS=" + path + "\n");
    CommandRun created =
        CommandRun.of("token", "create", "a", "--append-all", "--config", config.toString());
    assertEquals(0, created.exitCode(), created.err());
    assertEquals(1, new TokenFile(path).read().size());
  }

  @Test
  void withoutAFileItSaysWhichSettingIsMissing() {
    CommandRun run = CommandRun.of("token", "list");
    assertEquals(2, run.exitCode());
    assertTrue(run.err().contains("HTTP_TOKENS"), run.err());
  }

  private static CommandRun run(Object... words) {
    String[] args = new String[words.length + 1];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    args[words.length] = args[words.length - 1];
    args[words.length - 1] = "--tokens";
    return CommandRun.of(args);
  }
}
