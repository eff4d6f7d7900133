package io.tributary.load.flame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Has JVMs record what flame graphs are made of: CPU time every 4 ms of it, and 300 allocations a
 * second. A JVM writes its recording when it ends in order; one that is killed leaves none.
 *
 * @param folder gets the recordings, and what the recorder keeps while it records
 */
public record FlightRecorder(Path folder) {
  /** What is recorded, for people. */
  public static final String WHAT = "CPU time every 4 ms, 300 allocations per second";

  /** Stacks of event loops are up to 100 frames deep; the JVM would cut them at 64. */
  private static final int STACK_DEPTH = 256;

  /** A run of 35 s makes 1.2 MB, so hours fit; of what does not the oldest goes. */
  private static final String MOST_BYTES = "512m";

  private static final String SETTINGS = "flame.jfc";

  /**
   * Options for a JVM that is going to start; it may be started several times.
   *
   * @param name of its recordings, without anything that {@code glob} patterns know
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public List<String> jvmOptions(String name) {
    Path base = folder.toAbsolutePath();
    Path settings = base.resolve(SETTINGS);
    try (InputStream in = FlightRecorder.class.getResourceAsStream(SETTINGS)) {
      if (in == null) {
        throw new IllegalStateException(SETTINGS + " is not on the class path");
      }
      Files.createDirectories(base);
      Files.copy(in, settings, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + base + ": " + e, e);
    }
    return List.of(
        "-XX:FlightRecorderOptions:stackdepth=%d,repository=%s"
            .formatted(STACK_DEPTH, base.resolve("jfr")),
        "-XX:StartFlightRecording:settings=%s,filename=%s,maxsize=%s,dumponexit=true"
            .formatted(settings, base.resolve(name + "-%p.jfr"), MOST_BYTES));
  }

  /**
   * The recordings that JVMs of this name have left so far, one for each that ended in order.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  public List<Path> recordings(String name) {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, name + "-*.jfr")) {
      found.forEach(files::add);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + ": " + e, e);
    }
    files.sort(null);
    return files;
  }
}
