package io.tributary.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The loaded classes of a program, kept in a file by the first of its processes that ends in order
 * and mapped by all later ones (class data sharing), which halves what their start costs.
 *
 * <p>Only for who starts many processes, such as tests: on if the system property {@code
 * tributary.sandbox.archives} names a folder. Archives are made anew by each JVM that asks, since
 * they fit the jars of their class path only.
 *
 * <p>Thread: any.
 */
final class ClassArchive {
  /** System property of this JVM: the folder of the archives; without it there are none. */
  private static final String FOLDER = "tributary.sandbox.archives";

  /** What the JVM has to say about archives is of no use to who reads the log of a process. */
  private static final String QUIET = "-Xlog:cds*=off,aot*=off";

  /** Beginnings of options with which a JVM reads the archives of others that lack them. */
  private static final List<String> ANY_ARCHIVE =
      List.of("-Xm", "-D", "-XX:TieredStopAtLevel", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch");

  private static final Map<List<String>, ClassArchive> ALL = new ConcurrentHashMap<>();

  private enum State {
    MISSING,
    MADE_BY_ONE,
    READY
  }

  private final Path file;
  private State state = State.MISSING;

  private ClassArchive(Path file) {
    this.file = file;
  }

  /**
   * What one process is started with.
   *
   * @param classPath of its JVM; an archive needs one without folders
   * @param options of its JVM that make or read the archive; empty if it does without
   */
  record Use(@Nullable ClassArchive archive, String classPath, List<String> options) {
    /** Its process has ended by itself. */
    void ended() {
      if (archive != null && !options.isEmpty()) {
        archive.look(true);
      }
    }

    /** Its process was killed, or has never been ready. */
    void failed() {
      if (archive != null && !options.isEmpty()) {
        archive.look(false);
      }
    }
  }

  /** How the next process of this kind is started. */
  static Use use(ProcessSpec spec) {
    String folder = System.getProperty(FOLDER, "");
    if (folder.isEmpty() || !isInJar(spec.mainClass())) {
      return new Use(null, spec.classPath(), List.of());
    }
    List<String> options =
        spec.jvmOptions().stream()
            .filter(option -> ANY_ARCHIVE.stream().noneMatch(option::startsWith))
            .toList();
    List<String> key = List.of(spec.mainClass(), spec.classPath(), options.toString());
    String name = spec.mainClass() + "-" + Integer.toHexString(key.hashCode()) + ".jsa";
    ClassArchive archive =
        ALL.computeIfAbsent(key, k -> new ClassArchive(unused(Path.of(folder), name)));
    return new Use(archive, jarsOf(spec.classPath()), archive.options());
  }

  private synchronized List<String> options() {
    return switch (state) {
      case READY -> List.of("-XX:SharedArchiveFile=" + file, "-Xshare:auto", QUIET);
      case MADE_BY_ONE -> List.of();
      case MISSING -> {
        state = State.MADE_BY_ONE;
        yield List.of("-XX:ArchiveClassesAtExit=" + file, QUIET);
      }
    };
  }

  private synchronized void look(boolean whole) {
    if (state == State.MADE_BY_ONE) {
      state = whole && Files.exists(file) ? State.READY : State.MISSING;
    }
  }

  private static String jarsOf(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .filter(entry -> !Files.isDirectory(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isInJar(String mainClass) {
    URL url =
        ClassArchive.class.getClassLoader().getResource(mainClass.replace('.', '/') + ".class");
    return url != null && url.getProtocol().equals("jar");
  }

  private static Path unused(Path folder, String name) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(name);
      Files.deleteIfExists(file);
      return file.toAbsolutePath();
    } catch (IOException e) {
      throw new SandboxException("Cannot prepare " + folder + ": " + e.getMessage(), e);
    }
  }
}
