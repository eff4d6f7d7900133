package io.tributary.gatherer;

import io.tributary.protocol.datafile.DatafileException;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.service.settings.SettingsReader;
import java.nio.file.Path;
import java.util.List;

/** The folder that says which tables take rows over HTTP. Blocks on the file system. */
final class DatasourceFolder {
  private static final String DATAFILES = "DATAFILES";

  private DatasourceFolder() {}

  /** Its datasources, in the order of names; none when the setting is empty or has problems. */
  static List<Datasource> read(SettingsReader in) {
    String folder =
        in.text(
            DATAFILES,
            "",
            "Folder of the `.datasource` files whose tables take rows over HTTP; empty: no rows are"
                + " taken over HTTP.");
    if (folder.isEmpty()) {
      return List.of();
    }
    try {
      List<Datasource> datasources = Datafiles.datasources(Path.of(folder), System::getenv);
      if (datasources.isEmpty()) {
        in.problem(
            "%s: no .datasource files in %s; name the folder that holds them, or leave it empty"
                .formatted(DATAFILES, folder));
      }
      return datasources;
    } catch (DatafileException e) {
      e.problems().forEach(problem -> in.problem(problem.toString()));
      return List.of();
    }
  }
}
