package io.tributary.protocol.datafile;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads project folders. */
public final class Datafiles {
  private Datafiles() {}

  /**
   * Reads {@code *.connection} and {@code *.datasource} of a folder and of {@code connections/} and
   * {@code datasources/} below it. A file has at most 1 MiB, a project at most 10,000 files. Blocks
   * on the file system.
   *
   * @param folder the project folder
   * @param secrets the value of {@code tb_secret("NAME")}, null when it is not set; usually {@code
   *     System::getenv}
   * @throws DatafileException with everything that is wrong with the project
   */
  public static Project load(Path folder, Function<String, @Nullable String> secrets)
      throws DatafileException {
    return new ProjectReader(folder, ProjectReader.Scope.WHOLE, secrets).read();
  }

  /**
   * Reads the datasources of a folder for somebody who has to know their tables but does not talk
   * to Kafka. Of {@code .connection} files only the names are looked at, so that nothing in them
   * has to be usable here; a secret in {@code KAFKA_TOPIC} or {@code KAFKA_GROUP_ID} that is not
   * set is replaced by its name. All else is as with {@link #load}.
   *
   * @return in the order of names
   * @throws DatafileException with everything that is wrong with the datasources
   */
  public static List<Datasource> datasources(
      Path folder, Function<String, @Nullable String> secrets) throws DatafileException {
    return new ProjectReader(folder, ProjectReader.Scope.DATASOURCES, secrets).read().datasources();
  }

  /** Every key that a {@code .connection} file may have, as people read of it. */
  public static List<KeyDoc> connectionKeys() {
    return ConnectionKeys.ALL;
  }

  /** Every key of a {@code .datasource} file that has an effect, as people read of it. */
  public static List<KeyDoc> datasourceKeys() {
    return DatasourceKeys.ALL;
  }
}
