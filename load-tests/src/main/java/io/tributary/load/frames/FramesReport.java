package io.tributary.load.frames;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.load.report.Machine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What all phases have found.
 *
 * @param command what makes this run again
 */
public record FramesReport(Machine machine, String command, List<PhaseReport> phases) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  public FramesReport {
    phases = List.copyOf(phases);
  }

  /** Why its figures mean nothing; empty if they do. */
  public List<String> problems() {
    return phases.stream().flatMap(phase -> phase.problems().stream()).toList();
  }

  /** The ratios of {@code saturated}; empty if it was not run to its end. */
  public Optional<SaturatedRatios> saturated() {
    return phases.stream().flatMap(phase -> phase.ratios().stream()).findFirst();
  }

  /** A line for each figure that does not reach what it must. */
  public List<String> missed() {
    List<String> missed = new ArrayList<>();
    for (PhaseReport phase : phases) {
      for (Figure figure : phase.figures()) {
        if (figure.finding().filter(Bound.Finding.MISSED::equals).isPresent()) {
          missed.add(
              "%s: %s is %s, must be %s"
                  .formatted(
                      phase.phase().word(), figure.name(), value(figure), limit(figure, true)));
        }
      }
    }
    return missed;
  }

  /** Writes {@code frames.md} and {@code frames.json} into a folder. */
  public void write(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("frames.md"), markdown());
      Files.writeString(folder.resolve("frames.json"), json());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder + ": " + e, e);
    }
  }

  String markdown() {
    StringBuilder out = new StringBuilder("# The gatherer alone\n\n");
    out.append("    ").append(command).append("\n\n").append(machine.line()).append(".\n\n");
    List<String> problems = problems();
    out.append(
        problems.isEmpty()
            ? "Every row that was settled is stored.\n"
            : "**Does not hold**: " + String.join("; ", problems) + "\n");
    for (PhaseReport phase : phases) {
      out.append("\n## ").append(phase.phase().word()).append("\n\n");
      out.append(phase.about()).append("\n");
      if (!phase.figures().isEmpty()) {
        figures(phase.figures(), out);
      }
      for (Table table : phase.tables()) {
        out.append("\n").append(table.title()).append(":\n\n");
        line(table.header(), out);
        line(table.header().stream().map(any -> "---").toList(), out);
        table.rows().forEach(row -> line(row, out));
      }
    }
    return out.toString();
  }

  private static void figures(List<Figure> figures, StringBuilder out) {
    out.append("\n| figure | value | must | aim | | what it is |\n|---|---|---|---|---|---|\n");
    for (Figure figure : figures) {
      line(
          List.of(
              figure.name(),
              value(figure),
              limit(figure, true),
              limit(figure, false),
              figure.finding().map(FramesReport::word).orElse(""),
              figure.how()),
          out);
    }
  }

  private static void line(List<String> cells, StringBuilder out) {
    out.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String word(Bound.Finding finding) {
    return switch (finding) {
      case AIM -> "aim reached";
      case MUST -> "must reached";
      case MISSED -> "**missed**";
    };
  }

  private static String value(Figure figure) {
    if (figure.value().isEmpty()) {
      return "n/a";
    }
    String number = number(figure.value().getAsDouble());
    return figure.unit().isEmpty() ? number : number + " " + figure.unit();
  }

  private static String limit(Figure figure, boolean must) {
    return figure
        .bound()
        .map(
            bound ->
                (bound.sense() == Bound.Sense.AT_MOST ? "≤ " : "≥ ")
                    + number(must ? bound.must() : bound.aim()))
        .orElse("");
  }

  /** Three digits, or all in front of the point. */
  static String number(double value) {
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e15) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  String json() {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("command", command);
    json.set("machine", MAPPER.valueToTree(machine));
    json.set("problems", MAPPER.valueToTree(problems()));
    ArrayNode all = json.putArray("phases");
    for (PhaseReport phase : phases) {
      ObjectNode one = all.addObject();
      one.put("phase", phase.phase().word());
      one.put("about", phase.about());
      ArrayNode figures = one.putArray("figures");
      phase.figures().forEach(figure -> figure(figures.addObject(), figure));
      one.set("tables", MAPPER.valueToTree(phase.tables()));
    }
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void figure(ObjectNode json, Figure figure) {
    json.put("name", figure.name());
    json.putNull("value");
    figure.value().ifPresent(value -> json.put("value", value));
    json.put("unit", figure.unit());
    json.put("how", figure.how());
    json.putNull("must");
    json.putNull("aim");
    json.putNull("finding");
    figure
        .bound()
        .ifPresent(
            bound ->
                json.put("must", bound.must())
                    .put("aim", bound.aim())
                    .put("sense", bound.sense().name().toLowerCase(Locale.ROOT)));
    figure
        .finding()
        .ifPresent(finding -> json.put("finding", finding.name().toLowerCase(Locale.ROOT)));
  }
}
