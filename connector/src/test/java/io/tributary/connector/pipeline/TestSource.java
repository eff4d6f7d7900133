package io.tributary.connector.pipeline;

import io.tributary.connector.kafka.SourceSettings;
import io.tributary.protocol.datafile.Connection;
import java.time.Duration;

/** A source of tests that never reach a broker. */
final class TestSource {
  private TestSource() {}

  static SourceSettings settings() {
    Duration second = Duration.ofSeconds(1);
    return new SourceSettings(
        "clicks",
        Connection.plaintext("local", "127.0.0.1:1"),
        "topic",
        "readers",
        SourceSettings.Reset.EARLIEST,
        new SourceSettings.Timeouts(second, second, second));
  }
}
