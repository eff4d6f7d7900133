package io.tributary.gatherer.http;

import io.tributary.gatherer.http.body.BodyLimits;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.SettingsReader;
import io.tributary.service.settings.SettingsReader.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that can be said about the Events API.
 *
 * @param listen empty when it is off
 * @param tokens the file of tokens; empty when everybody on this machine may send
 * @param tls empty for plain HTTP
 * @param insecure true if plain HTTP may leave this machine
 * @param limits of one body
 * @param memoryBytes that all bodies together may hold while they arrive
 * @param rates for each token and for each datasource
 * @param patience with connections
 */
public record HttpSettings(
    Optional<Address> listen,
    Optional<Path> tokens,
    Optional<Tls> tls,
    boolean insecure,
    BodyLimits limits,
    long memoryBytes,
    Rates rates,
    Patience patience) {

  /** PEM files. */
  public record Tls(Path certificate, Path key) {}

  /**
   * What one token may send, and what one datasource takes. 0 is for no bound.
   *
   * @param requestsPerSecond and as many at once
   * @param bytesPerSecond as they are sent, before decoding
   */
  public record Rates(int requestsPerSecond, long bytesPerSecond) {}

  /**
   * How many connections there may be, and how long each may take.
   *
   * @param connections at once; further ones are closed
   * @param idle without a request, or without a byte of its body
   * @param request how long a client may take for one body in all
   * @param answer how long rows may take to be accepted
   */
  public record Patience(int connections, Duration idle, Duration request, Duration answer) {}

  public HttpSettings {
    if (listen.isPresent() && !listen.get().isLoopback()) {
      if (tokens.isEmpty()) {
        throw new IllegalArgumentException(
            "HTTP_LISTEN is %s, which other machines can reach: set HTTP_TOKENS, or listen on 127.0.0.1"
                .formatted(listen.get()));
      }
      if (tls.isEmpty() && !insecure) {
        throw new IllegalArgumentException(
            ("HTTP_LISTEN is %s, which other machines can reach, and tokens would be sent in the"
                    + " clear: set HTTP_TLS_CERT and HTTP_TLS_KEY, or HTTP_INSECURE=true"
                    + " (--insecure) where something in front of it speaks TLS")
                .formatted(listen.get()));
      }
    }
  }

  /** Reads them all; what is supplied is made, and looked at as a whole, when it is asked for. */
  public static Supplier<HttpSettings> read(SettingsReader in) {
    Optional<Address> listen =
        in.optionalAddress(
            "HTTP_LISTEN",
            "127.0.0.1:7174",
            "Where producers send rows over HTTP; other addresses than loopback need `HTTP_TOKENS`"
                + " and TLS.");
    String tokens =
        in.text(
            "HTTP_TOKENS",
            "",
            "File of the tokens that producers need, made with `tributary token create`; empty:"
                + " every program of this machine may send rows.");
    Supplier<Optional<Tls>> tls = tls(in);
    boolean insecure =
        in.choice(
                "HTTP_INSECURE",
                "false",
                List.of("false", "true"),
                "Allows `HTTP_LISTEN` to be reached from other machines without TLS.")
            .equals("true");
    BodyLimits limits = limits(in);
    long memory =
        in.bytes(
            "HTTP_MEMORY",
            "64MiB",
            new Range("1MiB", "1024GiB"),
            "The most that requests may hold while they arrive: rows that are not whole yet, and"
                + " what decoding takes, up to 8 MiB for zstd. More are answered with 503.");
    Rates rates = rates(in);
    Patience patience = patience(in);
    return () ->
        new HttpSettings(
            listen,
            tokens.isEmpty() ? Optional.empty() : Optional.of(Path.of(tokens)),
            tls.get(),
            insecure,
            limits,
            memory,
            rates,
            patience);
  }

  private static Supplier<Optional<Tls>> tls(SettingsReader in) {
    String certificate =
        in.text(
            "HTTP_TLS_CERT",
            "",
            "PEM file of the server's certificate and those that vouch for it; empty for plain"
                + " HTTP.");
    String key = in.text("HTTP_TLS_KEY", "", "PEM file of its private key (PKCS #8).");
    return () -> {
      if (certificate.isEmpty() != key.isEmpty()) {
        throw new IllegalArgumentException(
            "one of HTTP_TLS_CERT and HTTP_TLS_KEY is set: set both or none");
      }
      return certificate.isEmpty()
          ? Optional.empty()
          : Optional.of(new Tls(Path.of(certificate), Path.of(key)));
    };
  }

  private static BodyLimits limits(SettingsReader in) {
    long body =
        in.bytes(
            "HTTP_MAX_BODY",
            "10MiB",
            new Range("1KiB", "1024GiB"),
            "Largest body of a request, as sent and after decoding.");
    long row =
        in.bytes(
            "HTTP_MAX_ROW",
            "1MiB",
            new Range("1KiB", "16MiB"),
            "Longest JSON of a row; a longer one is a bad row.");
    int ratio =
        in.number(
            "HTTP_MAX_RATIO",
            250,
            new Range("2", "100000"),
            "How many times larger a body may become by decoding; the first MiB is free.");
    return new BodyLimits(body, (int) row, ratio);
  }

  private static Rates rates(SettingsReader in) {
    int requests =
        in.number(
            "HTTP_REQUESTS_PER_SECOND",
            10_000,
            new Range("0", "1000000"),
            "Requests of each token and to each datasource, in a second; 0 for no bound.");
    long bytes =
        in.bytes(
            "HTTP_BYTES_PER_SECOND",
            "0",
            new Range("0", "8GiB"),
            "Bytes, as sent, of each token and to each datasource, in a second; 0 for no bound.");
    return new Rates(requests, bytes);
  }

  private static Patience patience(SettingsReader in) {
    int connections =
        in.number(
            "HTTP_MAX_CONNECTIONS",
            2_000,
            new Range("1", "100000"),
            "Connections of producers at once; further ones are closed.");
    Duration idle =
        in.duration(
            "HTTP_IDLE_TIMEOUT",
            "60s",
            new Range("100ms", "1h"),
            "How long a connection may be without a whole request head, and a request without the"
                + " next bytes of its body.");
    Duration request =
        in.duration(
            "HTTP_REQUEST_TIMEOUT",
            "5m",
            new Range("100ms", "24h"),
            "How long a producer may take for one body; time in which it is made to wait does not"
                + " count.");
    Duration answer =
        in.duration(
            "HTTP_ANSWER_TIMEOUT",
            "2m",
            new Range("100ms", "24h"),
            "How long rows of a request may take to be accepted, or with `wait=true` to be"
                + " stored.");
    return new Patience(connections, idle, request, answer);
  }
}
