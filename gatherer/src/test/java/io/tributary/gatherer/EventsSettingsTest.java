package io.tributary.gatherer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.gatherer.chunk.ChunkLimits;
import io.tributary.gatherer.spool.SpoolSettings;
import io.tributary.service.settings.SettingsException;
import io.tributary.service.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventsSettingsTest {
  private static final int BATCH_BYTES = 12 << 20;

  private final Path folder;

  EventsSettingsTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.writeString(
        folder.resolve("events.datasource"), "SCHEMA >\n    `id` UInt64 `json:$.id`\n");
  }

  private EventsSettings read(String... settings) {
    return read(BATCH_BYTES, settings).orElseThrow();
  }

  private Optional<EventsSettings> read(int batchBytes, String... settings) {
    Map<String, String> map = new HashMap<>(Map.of("DATAFILES", folder.toString()));
    for (int i = 0; i < settings.length; i += 2) {
      map.put(settings[i], settings[i + 1]);
    }
    SettingsReader in = SettingsReader.of(map, null);
    var supplied = EventsSettings.read(in, () -> batchBytes);
    in.finish();
    return supplied.get();
  }

  @Test
  void heapThatIsTooSmallIsRefused() {
    assertEquals(Optional.empty(), read().misfit(224 << 20));
    assertEquals(
        Optional.of(
            "HTTP_BUFFER and HTTP_MEMORY are 128 MiB and 64 MiB, and with 32 MiB for all else that"
                + " is more than the JVM's heap of 62 MiB; set smaller ones, or -Xmx252m"),
        read().misfit(62 << 20));
    assertEquals(
        Optional.empty(), read("HTTP_BUFFER", "16MiB", "HTTP_MEMORY", "8MiB").misfit(62 << 20));
  }

  @Test
  void defaults() {
    EventsSettings settings = read();
    assertEquals("events", settings.datasources().getFirst().name());
    assertEquals(128 << 20, settings.bufferBytes());
    assertEquals(ChunkLimits.of(BATCH_BYTES), settings.chunks());
    assertEquals(1 << 20, settings.chunks().fullBytes());
    assertEquals(11 << 20, settings.chunks().maxRowBytes());
    SpoolSettings spool = settings.spool();
    assertEquals(Path.of("spool"), spool.folder());
    assertEquals(4L << 30, spool.maxBytes());
    assertEquals(64 << 20, spool.segmentBytes());
    assertEquals(64 << 20, spool.queueBytes());
    assertEquals(500_000, spool.maxKeys());
    assertEquals(Duration.ofDays(1), spool.keyWindow());
  }

  @Test
  void everyKeyIsMapped() {
    EventsSettings settings =
        read(
            "HTTP_BUFFER", "9MiB",
            "SPOOL", "/rows",
            "SPOOL_BYTES", "1GiB",
            "IDEMPOTENCY_WINDOW", "5s",
            "IDEMPOTENCY_KEYS", "6");
    assertEquals(9 << 20, settings.bufferBytes());
    assertEquals(Path.of("/rows"), settings.spool().folder());
    assertEquals(1L << 30, settings.spool().maxBytes());
    assertEquals(Duration.ofSeconds(5), settings.spool().keyWindow());
    assertEquals(6, settings.spool().maxKeys());
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP_BUFFER, 8191KiB",
    "HTTP_BUFFER, 1025GiB",
    "SPOOL_BYTES, 127MiB",
    "SPOOL_BYTES, 1025GiB",
    "IDEMPOTENCY_WINDOW, 999ms",
    "IDEMPOTENCY_WINDOW, 721h",
    "IDEMPOTENCY_KEYS, 0",
    "IDEMPOTENCY_KEYS, 16000001",
  })
  void outOfRangeIsNamed(String name, String value) {
    SettingsException refusal = assertThrows(SettingsException.class, () -> read(name, value));
    assertTrue(refusal.problems().getFirst().contains(name), refusal.problems().toString());
  }

  @Test
  void withoutDatasourcesThereIsNothing() {
    SettingsReader in = SettingsReader.of(Map.of(), null);
    assertEquals(Optional.empty(), EventsSettings.read(in, () -> BATCH_BYTES).get());
  }

  @Test
  void smallestSpoolTakesTheLongestRows() {
    SpoolSettings spool = read("SPOOL_BYTES", "128MiB", "IDEMPOTENCY_KEYS", "1").spool();
    assertTrue(
        spool.maxEntryBytes() >= ChunkLimits.of(BATCH_BYTES).maxSpooledBytes(1 << 20),
        spool.toString());
    assertTrue(4L * spool.segmentBytes() <= spool.maxBytes(), spool.toString());
  }

  @Test
  void spoolThatIsTooSmallForTheKeysOrRowsIsNamed() {
    for (String[] settings :
        new String[][] {
          {"SPOOL_BYTES", "128MiB", "IDEMPOTENCY_KEYS", "16000000"},
          {"SPOOL_BYTES", "128MiB", "HTTP_MAX_BODY", "16MiB", "HTTP_MAX_ROW", "16MiB"}
        }) {
      String message =
          String.valueOf(
              assertThrows(IllegalArgumentException.class, () -> read(settings)).getMessage());
      assertTrue(message.contains("SPOOL_BYTES"), message);
      assertTrue(message.contains("IDEMPOTENCY_KEYS"), message);
    }
  }

  @Test
  void largestRowsFitIntoALargeSpool() {
    SpoolSettings spool = read("HTTP_MAX_BODY", "16MiB", "HTTP_MAX_ROW", "16MiB").spool();
    assertTrue(spool.maxEntryBytes() >= (17 << 20), spool.toString());
  }

  @Test
  void smallBatchesMakeSmallChunks() {
    EventsSettings settings = read(64 << 10).orElseThrow();
    assertEquals(32 << 10, settings.chunks().fullBytes());
    assertEquals(32 << 10, settings.chunks().maxRowBytes());
  }
}
