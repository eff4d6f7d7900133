package io.tributary.cli.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.connector.registry.RegistrySettings;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import io.tributary.service.settings.SettingsException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplaySourceTest {
  private static final SchemaRegistryAddress ADDRESS =
      new SchemaRegistryAddress("http://localhost:8081", null, null);

  private static RegistrySettings settings(Map<String, String> environment) {
    return ReplaySource.Registry.of(ADDRESS, environment).settings();
  }

  @Test
  void schemasMayBeAsLargeAsForTheConnector() {
    assertEquals(2 << 20, settings(Map.of()).maxSchemaBytes());
    assertEquals(8 << 20, settings(Map.of("REGISTRY_MAX_SCHEMA_BYTES", "8MiB")).maxSchemaBytes());
    assertEquals(
        4 << 20, settings(Map.of("TRIBUTARY_REGISTRY_MAX_SCHEMA_BYTES", "4MiB")).maxSchemaBytes());
  }

  @Test
  void onlySettingsOfTheRegistryAreLookedAt() {
    Map<String, String> others = Map.of("TRIBUTARY_GATHERER_TOKEN", "x", "BATCH_BYTES", "y");
    assertEquals(settings(Map.of()), settings(others));
    SettingsException problem =
        assertThrows(
            SettingsException.class,
            () -> settings(Map.of("REGISTRY_TIMEOUT", "soon", "TRIBUTARY_REGISTRY_TIMEOTU", "1s")));
    List<String> lines = problem.problems();
    assertEquals(2, lines.size());
    assertTrue(lines.getFirst().startsWith("REGISTRY_TIMEOUT is 'soon'"), lines.toString());
  }
}
