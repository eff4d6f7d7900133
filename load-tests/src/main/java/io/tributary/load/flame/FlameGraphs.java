package io.tributary.load.flame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The flame graphs of some recordings: for each name one by CPU time (or by samples, in recordings
 * that have no {@code jdk.CPUTimeSample}) and one by allocated bytes, where there are samples of
 * that kind.
 */
public final class FlameGraphs {
  /** Nothing was recorded. */
  public static final FlameGraphs NONE = new FlameGraphs(List.of(), List.of());

  private final List<FlameGraph> graphs;
  private final List<String> problems;

  private FlameGraphs(List<FlameGraph> graphs, List<String> problems) {
    this.graphs = List.copyOf(graphs);
    this.problems = List.copyOf(problems);
  }

  /** Reads recordings. One that cannot be read is a problem and costs the others nothing. */
  public static FlameGraphs read(List<Recording> recordings, NativeSamples nativeSamples) {
    Map<String, List<Recording>> byName = new LinkedHashMap<>();
    recordings.forEach(
        one -> byName.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one));
    List<FlameGraph> graphs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    byName.forEach(
        (name, files) -> {
          RecordingReader reader = new RecordingReader(nativeSamples);
          int before = problems.size();
          files.forEach(file -> read(reader, file, problems));
          List<FlameGraph> found = reader.graphs(name);
          if (found.isEmpty() && problems.size() == before) {
            problems.add(withoutSamples(files));
          }
          graphs.addAll(found);
        });
    return new FlameGraphs(graphs, problems);
  }

  private static void read(RecordingReader reader, Recording recording, List<String> problems) {
    try {
      reader.read(recording);
    } catch (IOException e) {
      problems.add("%s cannot be read to its end: %s.".formatted(recording.file(), reason(e)));
    }
  }

  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    String text = e.getClass() == IOException.class ? message : e.getClass().getSimpleName();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String withoutSamples(List<Recording> files) {
    Recording first = files.getFirst();
    return "%s has no jdk.CPUTimeSample, jdk.ExecutionSample or jdk.ObjectAllocationSample%s."
        .formatted(
            first.file(),
            first.span().equals(Span.ALL)
                ? ""
                : " from " + first.span().from() + " to " + first.span().to());
  }

  /** The same with these problems besides. */
  public FlameGraphs with(List<String> others) {
    List<String> all = new ArrayList<>(others);
    all.addAll(problems);
    return new FlameGraphs(graphs, all);
  }

  /** What could not be read, a sentence each. */
  public List<String> problems() {
    return problems;
  }

  /** Names of the SVG files, in the order of the recordings. */
  public List<String> fileNames() {
    return graphs.stream().map(FlameGraph::fileName).toList();
  }

  /**
   * Writes a file for each graph, and a table of shares, over those of an earlier time.
   *
   * @param table name of the Markdown file
   * @return the Markdown file
   * @throws UncheckedIOException if the folder cannot be written to
   */
  public Path write(Path folder, String table) {
    try {
      Files.createDirectories(folder);
      for (FlameGraph graph : graphs) {
        Files.writeString(folder.resolve(graph.fileName()), FlameSvg.render(graph));
      }
      return Files.writeString(folder.resolve(table), FlameTables.render(graphs, problems));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write flame graphs to " + folder + ": " + e, e);
    }
  }
}
