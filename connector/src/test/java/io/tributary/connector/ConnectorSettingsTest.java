package io.tributary.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.connector.decode.RecordLimits;
import io.tributary.service.settings.SettingsException;
import io.tributary.service.settings.SettingsReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorSettingsTest {

  @Test
  void largestRecordsByDefault() {
    assertEquals(new RecordLimits(10_485_760, 65_536), limits(Map.of()));
  }

  @Test
  void largestRecordsCanBeChosen() {
    assertEquals(
        new RecordLimits(20 << 20, 1 << 20),
        limits(Map.of("MAX_MESSAGE_BYTES", "20MiB", "MAX_HEADER_BYTES", "1MiB")));
    assertThrows(SettingsException.class, () -> limits(Map.of("MAX_MESSAGE_BYTES", "0KiB")));
  }

  private static RecordLimits limits(Map<String, String> settings) {
    SettingsReader in = SettingsReader.of(settings, null);
    ConnectorSettings read = ConnectorSettings.read(in);
    in.finish();
    return read.pipeline().recordLimits();
  }
}
