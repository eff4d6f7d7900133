package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpoolSettingsTest {
  private static final Path FOLDER = Path.of("spool");

  @Test
  void defaults() {
    SpoolSettings settings = SpoolSettings.of(FOLDER, 1L << 33);
    assertEquals(
        new SpoolSettings(
            FOLDER,
            8_589_934_592L,
            10_000_000,
            67_108_864,
            16_777_216,
            67_108_864,
            1_000_000,
            Duration.ofDays(1)),
        settings);
  }

  @ParameterizedTest
  @CsvSource({
    "maxBytes, 30000, 1, 4096, 256, 256, 300, 1",
    "maxEntries, 1000000, 0, 4096, 256, 256, 1, 1",
    "segmentBytes, 1000000, 1, 4095, 256, 256, 1, 1",
    "maxEntryBytes, 1000000, 1, 4096, 255, 256, 1, 1",
    "maxEntryBytes, 1000000, 1, 4096, 4096, 4096, 1, 1",
    "queueBytes, 1000000, 1, 4096, 256, 255, 1, 1",
    "maxKeys, 1000000, 1, 4096, 256, 256, 0, 1",
    "keyWindow, 1000000, 1, 4096, 256, 256, 1, 0",
  })
  void outOfRangeIsNamed(
      String name,
      long maxBytes,
      int maxEntries,
      int segmentBytes,
      int maxEntryBytes,
      int queueBytes,
      int maxKeys,
      int windowSeconds) {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new SpoolSettings(
                    FOLDER,
                    maxBytes,
                    maxEntries,
                    segmentBytes,
                    maxEntryBytes,
                    queueBytes,
                    maxKeys,
                    Duration.ofSeconds(windowSeconds)));
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.startsWith(name + " of the spool is out of range: "), message);
  }
}
