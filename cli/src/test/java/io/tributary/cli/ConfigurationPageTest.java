package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.connector.ConnectorSettings;
import io.tributary.gatherer.GathererSettings;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.KeyDoc;
import io.tributary.service.process.ServiceProcess;
import io.tributary.service.settings.SettingDoc;
import io.tributary.service.settings.SettingsPage;
import io.tributary.service.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Holds docs/configuration.md to what the processes really read. After a change of settings, run
 * this test with {@code -DwriteDocs=true}.
 */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void pageSaysWhatTheProcessesRead() throws IOException {
    String page =
        SettingsPage.render(
            List.of(
                new SettingsPage.Section(
                    "Gatherer",
                    "Merges batches into inserts; the only one that talks to ClickHouse.",
                    documented(GathererSettings::read)),
                new SettingsPage.Section(
                    "Connector",
                    "Consumes topics and sends batches to a gatherer.",
                    documented(ConnectorSettings::read)),
                new SettingsPage.Section(
                    "Both",
                    "What every process has.",
                    documented(
                        in -> {
                          String unusedLevel = ServiceProcess.readLogLevel(in);
                          Object unusedTimeout = ServiceProcess.readStopTimeout(in);
                        })),
                new SettingsPage.Section(
                    "Connection files",
                    "Keys of `.connection` files; [datafiles.md](datafiles.md) says how they are"
                        + " written.",
                    Datafiles.connectionKeys().stream().map(ConfigurationPageTest::row).toList()),
                new SettingsPage.Section(
                    "Datasource files",
                    "Keys of `.datasource` files; [datafiles.md](datafiles.md) says how they are"
                        + " written.",
                    Datafiles.datasourceKeys().stream().map(ConfigurationPageTest::row).toList())));
    if ("yes".equals(System.getenv("WRITE_DOCS"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE));
  }

  private static SettingDoc row(KeyDoc key) {
    return new SettingDoc(key.key(), key.fallback(), key.allowed(), key.sentence());
  }

  private static List<SettingDoc> documented(Consumer<SettingsReader> read) {
    SettingsReader in = SettingsReader.of(Map.of(), null);
    read.accept(in);
    in.finish();
    return in.documented();
  }
}
