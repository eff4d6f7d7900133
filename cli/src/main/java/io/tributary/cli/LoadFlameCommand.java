package io.tributary.cli;

import io.tributary.load.flame.FlameGraphs;
import io.tributary.load.flame.NativeSamples;
import io.tributary.load.flame.Recording;
import io.tributary.load.flame.Span;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary load flame}. */
@Command(
    name = "flame",
    description = {
      "Draws flame graphs out of recordings of the JVM's flight recorder: CPU time (or samples,"
          + " where it was not recorded) and allocated bytes.",
      "Exit code 1 if a recording cannot be read or has no samples; the others are drawn all the"
          + " same."
    })
final class LoadFlameCommand implements Callable<Integer> {
  private static final String TABLE = "flame.md";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "RECORDING.jfr", description = "Recordings.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      defaultValue = "load-results",
      description = "Where graphs and " + TABLE + " go (default: ${DEFAULT-VALUE}).")
  private Path output = Path.of("");

  @Option(
      names = "--native",
      description = "Counts looks at native methods (jdk.NativeMethodSample), too.")
  private boolean countsNative;

  @Override
  public Integer call() {
    Set<String> names = new HashSet<>();
    List<Recording> recordings =
        files.stream().map(file -> new Recording(name(file, names), file, Span.ALL)).toList();
    FlameGraphs graphs =
        FlameGraphs.read(recordings, countsNative ? NativeSamples.COUNTED : NativeSamples.LEFT_OUT);
    PrintWriter out = spec.commandLine().getOut();
    if (!graphs.fileNames().isEmpty()) {
      Path table = graphs.write(output, TABLE);
      graphs.fileNames().forEach(name -> out.println(output.resolve(name)));
      out.println(table);
    }
    graphs
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("tributary: " + problem));
    return graphs.problems().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** The file's own, with a number if another one has it already. */
  private static String name(Path file, Set<String> taken) {
    String whole = String.valueOf(file.getFileName());
    String base = whole.endsWith(".jfr") ? whole.substring(0, whole.length() - 4) : whole;
    String plain = base.isEmpty() ? "recording" : base.replaceAll("[^\\w.-]", "_");
    String name = plain;
    for (int i = 2; !taken.add(name); i++) {
      name = plain + "-" + i;
    }
    return name;
  }
}
