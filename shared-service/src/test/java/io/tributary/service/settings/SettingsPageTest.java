package io.tributary.service.settings;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  @Test
  void everySettingHasItsRow() {
    SettingsReader in = SettingsReader.of(Map.of(), null);
    in.bytes("MEMORY", "1MiB", new SettingsReader.Range("1KiB", "1GiB"), "How much.");
    in.secret("TOKEN", "Who.");
    String page =
        SettingsPage.render(
            List.of(new SettingsPage.Section("Gatherer", "Merges.", in.documented())));
    assertTrue(page.contains("## Gatherer\n\nMerges.\n"), page);
    assertTrue(page.contains("| `MEMORY` | `1MiB` | 1KiB to 1GiB | How much. |"), page);
    assertTrue(page.contains("| `TOKEN` |  | text | Who. |"), page);
  }
}
