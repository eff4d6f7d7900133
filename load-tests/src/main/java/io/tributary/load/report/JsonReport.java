package io.tributary.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The report for machines. What was not there to be measured is null. */
final class JsonReport {
  /** Of these reports; 1 had one latency, and no series. */
  static final int FORMAT = 2;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String render(LoadReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("scenario", report.plan().name());
    json.put("about", report.plan().about());
    json.put("started", report.started().toString());
    json.put("holds", report.problems().isEmpty());
    ArrayNode problems = json.putArray("problems");
    report.problems().forEach(problems::add);
    machine(json.putObject("machine"), report.machine());
    ArrayNode runs = json.putArray("runs");
    report.runs().forEach(run -> run(runs.addObject(), run));
    ArrayNode comparisons = json.putArray("comparisons");
    report.comparisons().forEach(found -> comparison(comparisons.addObject(), report, found));
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void machine(ObjectNode json, Machine machine) {
    json.put("cpu", machine.cpu());
    json.put("cores", machine.cores());
    json.put("memoryBytes", machine.memoryBytes());
    json.put("system", machine.system());
    json.put("jdk", machine.jdk());
    json.put("commit", machine.commit());
  }

  private static void run(ObjectNode json, RunResult run) {
    json.put("number", run.number());
    json.put("variant", run.variant());
    json.put("seconds", run.seconds());
    json.put("rows", run.rows());
    json.put("rowsPerSecond", run.rowsPerSecond());
    json.put("inserts", run.inserts().attempts());
    json.putNull("parts");
    run.inserts().parts().ifPresent(parts -> json.put("parts", parts));
    json.put("rowsPerInsert", run.rowsPerInsert());
    json.putNull("partsPerMillionRows");
    run.partsPerMillion().ifPresent(parts -> json.put("partsPerMillionRows", parts));
    ObjectNode flushes = json.putObject("flushReasons");
    new TreeMap<>(run.inserts().flushReasons()).forEach(flushes::put);
    json.put("connectorsFrozenSeconds", run.remarks().frozenSeconds());
    ArrayNode problems = json.putArray("problems");
    run.remarks().problems().forEach(problems::add);
    ArrayNode processes = json.putArray("processes");
    run.processes().forEach(process -> process(processes.addObject(), process, run.rows()));
    ArrayNode latencies = json.putArray("latencies");
    run.latencies().forEach(latency -> latency(latencies.addObject(), latency));
    json.set("series", MAPPER.valueToTree(run.series()));
    json.putNull("proof");
    run.proof().ifPresent(proof -> proof(json.putObject("proof"), proof));
    json.set("faults", MAPPER.valueToTree(run.faults()));
  }

  private static void process(ObjectNode json, ProcessFigures process, long rows) {
    json.put("name", process.name());
    json.put("cpuSeconds", process.cpuSeconds());
    json.put("cpuSecondsPerMillionRows", process.cpuSecondsPerMillion(rows));
    json.put("peakResidentBytes", process.peakResidentBytes());
    json.put("endResidentBytes", process.endResidentBytes());
    json.put("starts", process.starts());
    json.put("allocatedBytes", jvm(process, JvmFigures::allocatedBytes));
    json.put("gcPauses", jvm(process, JvmFigures::gcPauses));
    json.put("gcPauseSeconds", jvm(process, JvmFigures::gcPauseSeconds));
    json.putNull("networkInBytes");
    json.putNull("networkOutBytes");
    process
        .network()
        .ifPresent(
            network -> {
              json.put("networkInBytes", network.inBytes());
              json.put("networkOutBytes", network.outBytes());
            });
  }

  private static void latency(ObjectNode json, LatencyFigures latency) {
    json.put("name", latency.name());
    json.put("count", latency.count());
    json.put("meanMillis", latency.meanMillis());
    json.putNull("quantiles");
    latency.quantiles().ifPresent(all -> json.set("quantiles", MAPPER.valueToTree(all)));
    ArrayNode oneIn = json.putArray("curveOneIn");
    latency.curve().forEach(point -> oneIn.add(point.oneIn()));
    ArrayNode millis = json.putArray("curveMillis");
    latency.curve().forEach(point -> millis.add(point.millis()));
    json.put("note", latency.note());
  }

  @SuppressWarnings("NullAway") // a null Double is how Jackson is told of a JSON null
  private static Double jvm(ProcessFigures process, Function<JvmFigures, Optional<Double>> figure) {
    return process.jvm().flatMap(figure).orElse(null);
  }

  private static void proof(ObjectNode json, RunResult.Proof proof) {
    json.put("expected", proof.expected());
    json.put("produced", proof.produced());
    json.put("stored", proof.stored());
    json.put("distinct", proof.distinct());
    json.put("missing", proof.missing());
    json.put("duplicates", proof.duplicates());
    json.put("partitionsBehind", proof.partitionsBehind());
  }

  private static void comparison(ObjectNode json, LoadReport report, Comparison found) {
    json.put("figure", found.figure());
    json.put("first", report.sides().orElseThrow().getFirst());
    json.put("second", report.sides().orElseThrow().getLast());
    json.set("firstSpread", spread(found.first()));
    json.set("secondSpread", spread(found.second()));
    json.put("finding", found.finding().name().toLowerCase(Locale.ROOT));
  }

  private static ObjectNode spread(Spread spread) {
    return MAPPER
        .createObjectNode()
        .put("median", spread.median())
        .put("min", spread.min())
        .put("max", spread.max());
  }
}
