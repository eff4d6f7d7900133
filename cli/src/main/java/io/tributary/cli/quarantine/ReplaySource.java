package io.tributary.cli.quarantine;

import io.tributary.connector.registry.RegistrySettings;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import io.tributary.service.settings.SettingsException;
import io.tributary.service.settings.SettingsReader;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whose records are replayed.
 *
 * @param registry that has their schemas, null without one
 */
public record ReplaySource(Datasource datasource, @Nullable Registry registry) {
  private static final String SETTING = "(TRIBUTARY_)?REGISTRY_.*";

  /**
   * A schema registry.
   *
   * @param settings the bounds that connectors have
   */
  public record Registry(SchemaRegistryAddress address, RegistrySettings settings) {
    /**
     * A registry with the settings that a connector reads from such an environment.
     *
     * @throws SettingsException if one cannot be used
     */
    public static Registry of(SchemaRegistryAddress address, Map<String, String> environment) {
      // The others are none of a replay's business, and unknown to whom reads only these.
      Map<String, String> own = new HashMap<>(environment);
      own.keySet().removeIf(name -> !name.matches(SETTING));
      SettingsReader in = SettingsReader.of(own, null);
      RegistrySettings settings = RegistrySettings.read(in);
      in.finish();
      return new Registry(address, settings);
    }
  }
}
