package io.tributary.service.settings;

import java.util.List;

/**
 * Renders docs/configuration.md from what the processes declare, so that the page cannot be wrong.
 */
public final class SettingsPage {
  private SettingsPage() {}

  /**
   * The settings of one process.
   *
   * @param title heading
   * @param sentence below it
   */
  public record Section(String title, String sentence, List<SettingDoc> settings) {
    public Section {
      settings = List.copyOf(settings);
    }
  }

  /** The whole page in Markdown. */
  public static String render(List<Section> sections) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Settings

        A setting is read from the environment as `TRIBUTARY_NAME`, then as `NAME`, then from the file
        given with `--config` (lines of `NAME=value`, `#` begins a comment). An unknown name in the
        file, or behind the prefix `TRIBUTARY_`, stops the process with a message that names it.

        Sizes are written as `512KiB`, `64MiB`, `1GiB`; durations as `200ms`, `1s`, `5m`, `1h`.
        This page is generated from the code; a test holds it current.
        """);
    for (Section section : sections) {
      page.append("\n## ").append(section.title()).append("\n\n");
      page.append(section.sentence()).append("\n\n");
      page.append("| name | default | allowed | meaning |\n|---|---|---|---|\n");
      for (SettingDoc doc : section.settings()) {
        page.append("| `").append(doc.name()).append("` | ");
        page.append(doc.fallback().isEmpty() ? "" : "`" + doc.fallback() + "`").append(" | ");
        page.append(doc.allowed()).append(" | ").append(doc.sentence()).append(" |\n");
      }
    }
    return page.toString();
  }
}
