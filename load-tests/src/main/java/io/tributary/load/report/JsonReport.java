package io.tributary.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;

/** The report for machines. What was not there to be measured is null. */
final class JsonReport {
  /** What the file is; reports of other commands have other words here. */
  static final String KIND = "load run";

  /** 1 had one latency, no series and no conditions. */
  static final int FORMAT = 2;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String render(SavedReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("kind", KIND);
    json.put("format", FORMAT);
    json.put("scenario", report.subject().name());
    json.put("about", report.subject().about());
    json.put("command", report.subject().command());
    ArrayNode variants = json.putArray("variants");
    report.subject().variants().forEach(variants::add);
    ObjectNode conditions = json.putObject("conditions");
    report.subject().conditions().forEach(conditions::put);
    json.put("started", report.started().toString());
    json.put("holds", report.problems().isEmpty());
    ArrayNode problems = json.putArray("problems");
    report.problems().forEach(problems::add);
    ArrayNode notes = json.putArray("notes");
    report.notes().forEach(notes::add);
    JsonMachine.write(json.putObject("machine"), report.machine());
    ArrayNode runs = json.putArray("runs");
    report.runs().forEach(run -> JsonRun.write(runs.addObject(), run));
    ArrayNode comparisons = json.putArray("comparisons");
    report.comparisons().forEach(sides -> sides(comparisons.addObject(), sides));
    ArrayNode baselines = json.putArray("baselines");
    BaselineFigures.of(report).forEach(figures -> baseline(baselines.addObject(), figures));
    spread(json, "garbageBeyondPolling", BaselineFigures.garbageBeyondPolling(report));
    spread(json, "garbageOfGatherers", BaselineFigures.garbageOfGatherers(report));
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void sides(ObjectNode json, SideBySide sides) {
    json.put("first", sides.first());
    json.put("second", sides.second());
    ArrayNode figures = json.putArray("figures");
    sides.figures().forEach(found -> comparison(figures.addObject(), found));
  }

  private static void comparison(ObjectNode json, Comparison found) {
    json.put("figure", found.figure());
    json.put("better", word(found.better()));
    spread(json, "first", found.first());
    spread(json, "second", found.second());
    json.putNull("secondByFirst");
    if (Double.isFinite(found.ratio())) {
      json.put("secondByFirst", found.ratio());
    }
    json.put("finding", word(found.finding()));
  }

  private static void baseline(ObjectNode json, BaselineFigures figures) {
    json.put("name", figures.name());
    spread(json, "rowsPerSecond", figures.rowsPerSecond());
    spread(json, "ownCpuSecondsPerMillionRows", figures.ownCpu());
    spread(json, "clickHouseCpuSecondsPerMillionRows", figures.clickHouseCpu());
    spread(json, "rowsPerCpuSecond", figures.rowsPerCpuSecond());
    spread(json, "partsPerMillionRows", figures.partsPerMillion());
    spread(json, "garbageBytesPerRow", figures.garbagePerRow());
    spread(json, "speedRatio", figures.speedRatio());
    spread(json, "costRatio", figures.costRatio());
    spread(json, "ownCostRatio", figures.ownCostRatio());
    spread(json, "garbageRatio", figures.garbageRatio());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void spread(ObjectNode json, String name, Optional<Spread> spread) {
    json.putNull(name);
    spread.ifPresent(
        there ->
            json.putObject(name)
                .put("median", there.median())
                .put("min", there.min())
                .put("max", there.max()));
  }
}
