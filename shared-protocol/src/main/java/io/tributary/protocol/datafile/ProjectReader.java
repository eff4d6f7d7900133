package io.tributary.protocol.datafile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the files of one project folder, then checks them against each other. */
final class ProjectReader {
  private static final int MAX_FILES = 10_000;
  private static final String CONNECTION = ".connection";
  private static final String DATASOURCE = ".datasource";

  /** What is read of a project. */
  enum Scope {
    WHOLE,
    /** Of connections only their names. */
    DATASOURCES
  }

  private final Path folder;
  private final Scope scope;
  private final Function<String, @Nullable String> secrets;
  private final Map<String, Connection> connections = new TreeMap<>();
  private final Set<String> connectionNames = new TreeSet<>();
  private final Map<String, ProjectCheck.Loaded> datasources = new TreeMap<>();

  /** Problems by file name; the first file of a name owns it. */
  private final Map<String, FileProblems> files = new TreeMap<>();

  private final List<Problem> problems = new ArrayList<>();

  ProjectReader(Path folder, Scope scope, Function<String, @Nullable String> secrets) {
    this.folder = folder;
    this.scope = scope;
    this.secrets = secrets;
  }

  Project read() throws DatafileException {
    List<Path> paths = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      list("", paths);
      list("connections", paths);
      list("datasources", paths);
    } else {
      problem(folder.toString(), "this folder does not exist; name the folder of the project");
    }
    paths.forEach(this::readFile);
    new ProjectCheck(connectionNames, connections, datasources).run();
    files.values().forEach(file -> problems.addAll(file.list()));
    if (!problems.isEmpty()) {
      throw new DatafileException(problems);
    }
    return new Project(
        connections, datasources.values().stream().map(ProjectCheck.Loaded::datasource).toList());
  }

  private void list(String below, List<Path> paths) {
    Path where = folder.resolve(below);
    if (!Files.isDirectory(where)) {
      return;
    }
    try (Stream<Path> files = Files.list(where)) {
      files
          .filter(ProjectReader::isDatafile)
          .limit(MAX_FILES + 1L - paths.size())
          .sorted()
          .forEach(paths::add);
    } catch (IOException e) {
      problem(where.toString(), "this folder cannot be read: " + e.getMessage());
    }
    if (paths.size() > MAX_FILES) {
      paths.clear();
      problem(where.toString(), "a project has at most " + MAX_FILES + " files; split it");
    }
  }

  private static boolean isDatafile(Path path) {
    String name = String.valueOf(path.getFileName());
    // Names that begin with a dot are leftovers of editors and file systems.
    return !name.startsWith(".")
        && (name.endsWith(CONNECTION) || name.endsWith(DATASOURCE))
        && !Files.isDirectory(path);
  }

  private void readFile(Path path) {
    String file = folder.relativize(path).toString();
    FileProblems found = new FileProblems(file);
    String fileName = String.valueOf(path.getFileName());
    String name = fileName.substring(0, fileName.lastIndexOf('.'));
    FileProblems same = files.putIfAbsent(fileName, found);
    if (same != null) {
      problem(file, "this name is also that of " + same.file() + "; rename one of them");
      return;
    }
    if (!Names.isValid(name)) {
      found.add(1, "the file name " + Names.RULE);
    }
    if (fileName.endsWith(CONNECTION)) {
      readConnection(name, path, found);
    } else {
      readDatasource(name, path, found);
    }
  }

  private void readConnection(String name, Path path, FileProblems found) {
    connectionNames.add(name);
    if (scope == Scope.DATASOURCES) {
      return;
    }
    String text = DatafileText.read(path, found);
    if (text == null) {
      return;
    }
    Connection connection =
        ConnectionReader.read(
            name, new DatafileSettings(text, Vocabulary.CONNECTION, secrets, found));
    if (connection != null) {
      connections.put(name, connection);
    }
  }

  private void readDatasource(String name, Path path, FileProblems found) {
    String text = DatafileText.read(path, found);
    if (text == null) {
      return;
    }
    Vocabulary vocabulary =
        scope == Scope.WHOLE ? Vocabulary.DATASOURCE : Vocabulary.DATASOURCE_WITHOUT_TOPIC;
    DatafileSettings settings = new DatafileSettings(text, vocabulary, secrets, found);
    Datasource datasource = DatasourceReader.read(name, settings, found);
    if (datasource != null) {
      datasources.put(name, new ProjectCheck.Loaded(datasource, settings));
    }
  }

  private void problem(String file, String message) {
    problems.add(new Problem(file, 1, message));
  }
}
