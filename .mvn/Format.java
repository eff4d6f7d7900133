import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or applies the formatting (google-java-format) of every Java file under a module's {@code
 * src}. A program of its own because Maven may run on a JDK whose parser does not know Java 25,
 * while this one is started with the project's JDK.
 *
 * <p>Usage: {@code Format.java check|apply ROOT}. Exit code 1 when "check" finds an unformatted
 * file.
 */
final class Format {
  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path root = Path.of(args[1]);
    List<Path> unformatted =
        javaFiles(root).parallelStream().filter(file -> !isFormatted(root, file, apply)).toList();
    if (!unformatted.isEmpty()) {
      unformatted.forEach(f -> System.err.println("not formatted: " + root.relativize(f)));
      System.err.println("Run: mvn -q -N validate -Dformat=apply");
      System.exit(1);
    }
  }

  /** Whether it is formatted; "apply" sees to it. */
  private static boolean isFormatted(Path root, Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (apply && !formatted.equals(source)) {
        Files.writeString(file, formatted);
      }
      return apply || formatted.equals(source);
    } catch (FormatterException e) {
      System.err.println(root.relativize(file) + ": cannot be parsed: " + e.getMessage());
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(root.resolve(".mvn/Format.java"));
    try (Stream<Path> modules = Files.list(root)) {
      for (Path src : modules.map(m -> m.resolve("src")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> tree = Files.walk(src)) {
          tree.filter(f -> f.toString().endsWith(".java")).forEach(files::add);
        }
      }
    }
    return files;
  }
}
