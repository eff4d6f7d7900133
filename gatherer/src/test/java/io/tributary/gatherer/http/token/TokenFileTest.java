package io.tributary.gatherer.http.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenFileTest {
  @TempDir Path folder = Path.of("");
  private Path path = folder;
  private TokenFile file = new TokenFile(path);

  @BeforeEach
  void name() {
    path = folder.resolve("tokens.json");
    file = new TokenFile(path);
  }

  @Test
  void secretLeadsToItsTokenAndNoOtherDoes() {
    TokenFile.Created web = file.create("web", List.of("events", "clicks"));
    TokenFile.Created all = file.create("all", List.of(ApiToken.ALL));
    assertTrue(web.secret().matches("tri_[A-Za-z0-9_-]{43}"), "its form");
    TokenSet tokens = new TokenSet(file.read());
    assertEquals(Optional.of(web.token()), tokens.find(web.secret()));
    assertEquals(Optional.of(all.token()), tokens.find(all.secret()));
    assertEquals(Optional.empty(), tokens.find(web.secret() + "x"));
    assertEquals(Optional.empty(), tokens.find(""));
    assertEquals(Optional.empty(), tokens.find("x".repeat(100_000)));
    assertTrue(web.token().mayAppendTo("clicks"));
    assertFalse(web.token().mayAppendTo("orders"));
    assertTrue(all.token().mayAppendTo("orders"));
  }

  @Test
  void fileHasNoSecretsAndOnlyItsOwnerReadsIt() throws IOException {
    TokenFile.Created web = file.create("web", List.of("events"));
    assertFalse(Files.readString(path).contains(web.secret()));
    assertFalse(web.toString().contains(web.secret()));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("tokens.json", "tokens.json.lock"),
          files.map(one -> one.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void revokedTokenIsGone() {
    TokenFile.Created web = file.create("web", List.of("events"));
    TokenFile.Created other = file.create("other", List.of("events"));
    file.revoke("web");
    TokenSet tokens = new TokenSet(file.read());
    assertEquals(Optional.empty(), tokens.find(web.secret()));
    assertEquals(Optional.of(other.token()), tokens.find(other.secret()));
    assertTrue(message(() -> file.revoke("web")).contains("tributary token list"));
  }

  @Test
  void nameIsTakenOnce() {
    file.create("web", List.of("events"));
    assertTrue(message(() -> file.create("web", List.of("clicks"))).contains("web"));
    assertEquals(1, file.read().size());
  }

  @Test
  void namesOfTokensAndDatasourcesAreChecked() {
    for (String name : List.of("", "a b", "x".repeat(65), "a\n")) {
      assertThrows(
          IllegalArgumentException.class, () -> file.create(name, List.of("events")), name);
    }
    assertThrows(IllegalArgumentException.class, () -> file.create("a", List.of("no-name")));
    assertThrows(IllegalArgumentException.class, () -> file.create("a", List.of()));
    assertFalse(Files.exists(path));
  }

  @Test
  void whatIsNoFileOfTokensSaysSo() throws IOException {
    assertTrue(message(() -> file.read()).contains("tributary token create"));
    for (String text :
        List.of(
            "",
            "{}",
            "[]",
            "{\"tokens\":[{}]}",
            "{\"tokens\":[{\"id\":\"0123456789abcdef\",\"name\":\"a\",\"sha256\":\""
                + "0".repeat(64)
                + "\",\"scopes\":[\"read:a\"],\"created\":\"2026-01-01T00:00:00Z\"}]}")) {
      Files.writeString(path, text);
      assertTrue(message(() -> file.read()).contains("no file of tokens"), text);
    }
  }

  @Test
  void watchSeesChangesAndKeepsWhatItHadWhenTheFileIsBroken() throws IOException {
    TokenFile.Created web = file.create("web", List.of("events"));
    TokenWatch watch = new TokenWatch(path);
    TokenFile.Created late = file.create("late", List.of("events"));
    assertEquals(Optional.empty(), watch.tokens().find(late.secret()));
    watch.look();
    assertEquals(Optional.of(late.token()), watch.tokens().find(late.secret()));
    Files.writeString(path, "{\"tokens\":[");
    watch.look();
    assertEquals(Optional.of(web.token()), watch.tokens().find(web.secret()));
    Files.delete(path);
    watch.look();
    assertEquals(Optional.empty(), watch.tokens().find(web.secret()));
    TokenFile.Created again = file.create("web", List.of("events"));
    watch.look();
    assertEquals(Optional.of(again.token()), watch.tokens().find(again.secret()));
  }

  private static String message(Runnable step) {
    return String.valueOf(assertThrows(TokenFileException.class, step::run).getMessage());
  }
}
