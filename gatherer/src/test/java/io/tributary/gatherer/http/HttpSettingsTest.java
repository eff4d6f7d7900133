package io.tributary.gatherer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.http.body.BodyLimits;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HttpSettingsTest {
  @Test
  void defaults() {
    SettingsReader in = SettingsReader.of(Map.of(), null);
    HttpSettings settings = HttpSettings.read(in).get();
    in.finish();
    assertEquals(Optional.of(new Address("127.0.0.1", 7174)), settings.listen());
    assertEquals(Optional.empty(), settings.tokens());
    assertEquals(Optional.empty(), settings.tls());
    assertEquals(new BodyLimits(10 << 20, 1 << 20, 250), settings.limits());
    assertEquals(64 << 20, settings.memoryBytes());
    assertEquals(new HttpSettings.Rates(10_000, 0), settings.rates());
    assertEquals(
        new HttpSettings.Patience(
            2_000, Duration.ofSeconds(60), Duration.ofMinutes(5), Duration.ofMinutes(2)),
        settings.patience());
  }

  @Test
  void everyKeyIsMapped() {
    HttpSettings settings =
        TestServer.settings(
            "HTTP_LISTEN", "0.0.0.0:80",
            "HTTP_TOKENS", "/a",
            "HTTP_TLS_CERT", "/b",
            "HTTP_TLS_KEY", "/c",
            "HTTP_INSECURE", "true",
            "HTTP_MAX_BODY", "1GiB",
            "HTTP_MAX_ROW", "2KiB",
            "HTTP_MAX_RATIO", "3",
            "HTTP_MEMORY", "4MiB",
            "HTTP_REQUESTS_PER_SECOND", "5",
            "HTTP_BYTES_PER_SECOND", "6KiB",
            "HTTP_MAX_CONNECTIONS", "7",
            "HTTP_IDLE_TIMEOUT", "8s",
            "HTTP_REQUEST_TIMEOUT", "9s",
            "HTTP_ANSWER_TIMEOUT", "10s");
    assertEquals(
        new HttpSettings(
            Optional.of(new Address("0.0.0.0", 80)),
            Optional.of(Path.of("/a")),
            Optional.of(new HttpSettings.Tls(Path.of("/b"), Path.of("/c"))),
            true,
            new BodyLimits(1 << 30, 2 << 10, 3),
            4 << 20,
            new HttpSettings.Rates(5, 6 << 10),
            new HttpSettings.Patience(
                7, Duration.ofSeconds(8), Duration.ofSeconds(9), Duration.ofSeconds(10))),
        settings);
    assertEquals(Optional.empty(), TestServer.settings("HTTP_LISTEN", "off").listen());
  }

  @Test
  void otherMachinesNeedTokensAndTls() {
    assertTrue(problem("HTTP_LISTEN", "0.0.0.0:80").contains("HTTP_TOKENS"));
    assertTrue(problem("HTTP_LISTEN", "0.0.0.0:80", "HTTP_TOKENS", "/a").contains("HTTP_TLS_CERT"));
    assertTrue(problem("HTTP_TLS_CERT", "/b").contains("HTTP_TLS_KEY"));
    TestServer.settings("HTTP_LISTEN", "0.0.0.0:80", "HTTP_TOKENS", "/a", "HTTP_INSECURE", "true");
  }

  private static String problem(String... settings) {
    return String.valueOf(
        assertThrows(IllegalArgumentException.class, () -> TestServer.settings(settings))
            .getMessage());
  }
}
