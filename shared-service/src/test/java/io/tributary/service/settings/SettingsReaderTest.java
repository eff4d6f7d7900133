package io.tributary.service.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.settings.SettingsReader.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  private static final Range TIMES = new Range("1ms", "1m");

  @Test
  void prefixWinsOverPlainNameOverFileOverDefault(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("s"), "# mine\nA=file\nB=file\nC=file\n");
    SettingsReader in =
        SettingsReader.of(Map.of("TRIBUTARY_A", "prefixed", "A", "plain", "B", "plain"), file);
    assertEquals("prefixed", in.text("A", "default", "a"));
    assertEquals("plain", in.text("B", "default", "b"));
    assertEquals("file", in.text("C", "default", "c"));
    assertEquals("default", in.text("D", "default", "d"));
    in.finish();
  }

  @Test
  void unknownNamesAreFatalWhereTheyCanOnlyBeMeantForUs(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("s"), "FLUSH_INTERVL=1s\n");
    SettingsReader in =
        SettingsReader.of(Map.of("TRIBUTARY_FLUSH_ROW", "1", "FLUSH_SOMETHING", "1"), file);
    in.duration("FLUSH_INTERVAL", "1s", TIMES, "x");
    in.number("FLUSH_ROWS", 1, new Range("1", "9"), "x");
    List<String> problems =
        assertThrows(SettingsException.class, in::finish).problems().stream().sorted().toList();
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("FLUSH_INTERVL in " + file), problems.get(0));
    assertTrue(problems.get(0).contains("did you mean FLUSH_INTERVAL?"), problems.get(0));
    assertTrue(problems.get(1).contains("TRIBUTARY_FLUSH_ROW;"), problems.get(1));
  }

  @Test
  void whatKubernetesAddsForAServiceNamedTributaryIsIgnored() {
    SettingsReader in =
        SettingsReader.of(
            Map.of(
                "TRIBUTARY_SERVICE_HOST", "10.0.0.1",
                "TRIBUTARY_SERVICE_PORT_HTTP", "80",
                "TRIBUTARY_PORT", "tcp://10.0.0.1:80",
                "TRIBUTARY_PORT_80_TCP_ADDR", "10.0.0.1",
                "TRIBUTARY_HOME", "/opt"),
            null);
    in.finish();
  }

  @Test
  void everyProblemIsNamedAtOnceWithValueAndRange() {
    SettingsReader in =
        SettingsReader.of(
            Map.of("T", "soon", "S", "5TB", "N", "12", "L", "here", "M", "99999999999999999999"),
            null);
    in.duration("T", "1s", TIMES, "x");
    in.bytes("S", "1MiB", new Range("1KiB", "1GiB"), "x");
    in.number("N", 1, new Range("1", "9"), "x");
    in.number("M", 1, new Range("1", "9"), "x");
    in.address("L", "127.0.0.1:1", "x");
    List<String> problems = assertThrows(SettingsException.class, in::finish).problems();
    assertEquals(5, problems.size(), problems.toString());
    assertTrue(problems.get(0).startsWith("T is 'soon'"), problems.get(0));
    assertTrue(problems.get(1).contains("1KiB to 1GiB"), problems.get(1));
    assertTrue(problems.get(2).contains("out of range"), problems.get(2));
  }

  @Test
  void secretsAreNeverShown() {
    SettingsReader in = SettingsReader.of(Map.of("TOKEN", "hunter2"), null);
    Secret secret = in.secret("TOKEN", "x");
    assertEquals("hunter2", secret.reveal());
    assertFalse(secret.toString().contains("hunter2"));
    assertTrue(secret.matches("hunter2"));
    assertFalse(secret.matches("hunter3"));
  }

  @Test
  void quantitiesAreReadAsPeopleWriteThem() {
    SettingsReader in = SettingsReader.of(Map.of("T", "200ms", "S", "64MiB"), null);
    assertEquals(Duration.ofMillis(200), in.duration("T", "1s", TIMES, "x"));
    assertEquals(64L << 20, in.bytes("S", "1MiB", new Range("1KiB", "1GiB"), "x"));
    assertEquals(Duration.ofMinutes(1), in.duration("U", "1m", TIMES, "x"));
    in.finish();
  }

  @Test
  void fileThatCannotBeReadIsNamed() {
    SettingsReader in = SettingsReader.of(Map.of(), Path.of("/does/not/exist"));
    String problem = assertThrows(SettingsException.class, in::finish).problems().getFirst();
    assertTrue(problem.contains("/does/not/exist"), problem);
  }

  @Test
  void addressesKnowWhetherTheyAreLoopback() {
    assertTrue(Address.parse("127.0.0.1:7171").isLoopback());
    assertTrue(Address.parse("[::1]:7171").isLoopback());
    assertTrue(Address.parse("localhost:7171").isLoopback());
    assertFalse(Address.parse("0.0.0.0:7171").isLoopback());
    assertFalse(Address.parse("127.example.com:7171").isLoopback());
    assertEquals("[::1]:7171", Address.parse("[::1]:7171").toString());
    assertThrows(IllegalArgumentException.class, () -> Address.parse("::1:7171"));
    assertThrows(IllegalArgumentException.class, () -> Address.parse("7171"));
    assertThrows(IllegalArgumentException.class, () -> Address.parse("host:70000"));
  }
}
