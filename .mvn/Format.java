import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
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
    List<Path> unformatted = new ArrayList<>();
    Formatter formatter = new Formatter();
    for (Path file : javaFiles(root)) {
      String source = Files.readString(file);
      String formatted;
      try {
        formatted = formatter.formatSourceAndFixImports(source);
      } catch (Exception e) {
        System.err.println(root.relativize(file) + ": cannot be parsed: " + e.getMessage());
        unformatted.add(file);
        continue;
      }
      if (!formatted.equals(source)) {
        if (apply) {
          Files.writeString(file, formatted);
        } else {
          unformatted.add(file);
        }
      }
    }
    if (!unformatted.isEmpty()) {
      unformatted.forEach(f -> System.err.println("not formatted: " + root.relativize(f)));
      System.err.println("Run: mvn -q -N validate -Dformat=apply");
      System.exit(1);
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
