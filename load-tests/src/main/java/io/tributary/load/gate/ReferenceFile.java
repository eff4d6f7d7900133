package io.tributary.load.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.load.report.Better;
import io.tributary.load.report.JsonFields;
import io.tributary.load.report.JsonMachine;
import io.tributary.load.report.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file that keeps what ratios are compared with.
 *
 * @param file JSON; need not exist
 */
public record ReferenceFile(Path file) {
  /** What the file is; reports have other words here. */
  private static final String KIND = "load gate";

  private static final int FORMAT = 2;

  /** Far more than a thousand ratios. */
  private static final long MOST_BYTES = 1L << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads it.
   *
   * @throws GateException if it is not there, is no reference, or of another format
   */
  public GateFigures read() throws GateException {
    if (!Files.exists(file)) {
      throw new GateException(
          "There is no reference %s: record one with --record, or name another with --reference."
              .formatted(file));
    }
    JsonNode json = json();
    if (!json.isObject() || !json.path("kind").asText().equals(KIND)) {
      throw refused("is no reference of 'tributary load gate'");
    }
    if (json.path("format").asInt() != FORMAT) {
      throw refused(
          "has format %s, and this version of Tributary reads %d"
              .formatted(json.path("format"), FORMAT));
    }
    try {
      return figures(new JsonFields(json, "the reference"));
    } catch (JsonFields.Malformed | IllegalArgumentException | DateTimeException e) {
      throw refused("cannot be read: " + e.getMessage());
    }
  }

  private JsonNode json() throws GateException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw refused("is larger than %d MiB".formatted(MOST_BYTES >> 20));
      }
      return MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw refused("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refused("cannot be read: " + e);
    }
  }

  private GateException refused(String why) {
    return new GateException("%s %s; record it anew with --record.".formatted(file, why));
  }

  private static GateFigures figures(JsonFields json) {
    List<Ratio> ratios = json.objects("ratios").stream().map(ReferenceFile::ratio).toList();
    if (ratios.isEmpty()) {
      throw new IllegalArgumentException("it has no ratios");
    }
    return new GateFigures(
        JsonMachine.read(json.object("machine")),
        Instant.parse(json.text("started")),
        subjects(json),
        ratios);
  }

  private static Map<String, String> subjects(JsonFields json) {
    Map<String, String> subjects = new LinkedHashMap<>();
    for (JsonFields step : json.objects("steps")) {
      subjects.put(step.text("scenario"), step.text("subject"));
    }
    return subjects;
  }

  private static Ratio ratio(JsonFields json) {
    return new Ratio(
        json.text("scenario"),
        json.text("name"),
        better(json.text("better")),
        new Spread(json.number("median"), json.number("lowest"), json.number("highest")),
        rule(json));
  }

  private static Rule rule(JsonFields json) {
    if (json.has("atMost")) {
      return new Rule.AtMost(json.number("atMost"));
    }
    return json.has("tolerance")
        ? new Rule.Own(new Tolerance(json.number("tolerance")))
        : Rule.OF_THE_GATE;
  }

  private static Better better(String word) {
    for (Better better : Better.values()) {
      if (word(better).equals(word)) {
        return better;
      }
    }
    throw new IllegalArgumentException("'better' is '" + word + "', not higher or lower");
  }

  private static String word(Better better) {
    return better.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Makes sure that a new reference would not lose what the one that is there has. A file that is
   * no reference has nothing to lose.
   *
   * @param scenarios those of the new one
   * @throws GateException if it has ratios of others
   */
  public void mayBeReplacedBy(List<String> scenarios) throws GateException {
    GateFigures there;
    try {
      there = read();
    } catch (GateException e) {
      return;
    }
    List<String> lost =
        there.scenarios().stream().filter(name -> !scenarios.contains(name)).toList();
    if (!lost.isEmpty()) {
      throw new GateException(
          ("%s has ratios of %s too, and a reference is of one run: record all, or name another"
                  + " file with --reference.")
              .formatted(file, String.join(", ", lost)));
    }
  }

  /** Writes it, over what was there. */
  public void write(GateFigures figures) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      Files.writeString(file, render(figures));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the reference " + file + ": " + e, e);
    }
  }

  private static String render(GateFigures figures) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("kind", KIND);
    json.put("format", FORMAT);
    json.put("started", figures.started().truncatedTo(ChronoUnit.SECONDS).toString());
    JsonMachine.write(json.putObject("machine"), figures.machine());
    ArrayNode steps = json.putArray("steps");
    figures
        .subjects()
        .forEach((name, text) -> steps.addObject().put("scenario", name).put("subject", text));
    ArrayNode ratios = json.putArray("ratios");
    for (Ratio ratio : figures.ratios()) {
      ObjectNode one =
          ratios
              .addObject()
              .put("scenario", ratio.scenario())
              .put("name", ratio.name())
              .put("better", word(ratio.better()))
              .put("median", ratio.spread().median())
              .put("lowest", ratio.spread().min())
              .put("highest", ratio.spread().max());
      switch (ratio.rule()) {
        case Rule.OfTheGate _ -> {}
        case Rule.Own own -> one.put("tolerance", own.tolerance().percent());
        case Rule.AtMost bound -> one.put("atMost", bound.most());
      }
    }
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }
}
