package io.tributary.load.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.TimeSeries;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A run as JSON; {@link JsonRunReader} reads it again. */
final class JsonRun {
  private JsonRun() {}

  static void write(ObjectNode json, RunResult run) {
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
    ArrayNode notes = json.putArray("notes");
    run.remarks().notes().forEach(notes::add);
    json.putNull("drain");
    run.remarks().drain().ifPresent(drain -> drain(json.putObject("drain"), drain));
    ArrayNode processes = json.putArray("processes");
    run.processes().forEach(process -> process(processes.addObject(), process, run.rows()));
    ArrayNode latencies = json.putArray("latencies");
    run.latencies().forEach(latency -> latency(latencies.addObject(), latency));
    json.putNull("series");
    if (!run.series().isEmpty()) {
      series(json.putObject("series"), run.series());
    }
    json.putNull("proof");
    run.proof().ifPresent(proof -> proof(json.putObject("proof"), proof));
    ArrayNode faults = json.putArray("faults");
    run.faults()
        .forEach(
            fault ->
                faults
                    .addObject()
                    .put("text", fault.text())
                    .put("atSeconds", fault.atSeconds())
                    .put("atRows", fault.atRows()));
  }

  private static void drain(ObjectNode json, Drain drain) {
    json.put("backSeconds", drain.backSeconds());
    json.put("resumedSeconds", drain.resumedSeconds());
    json.putNull("drainedSeconds");
    drain.drainedSeconds().ifPresent(seconds -> json.put("drainedSeconds", seconds));
    json.put("timesArrival", drain.timesArrival());
  }

  private static void process(ObjectNode json, ProcessFigures process, long rows) {
    json.put("name", process.name());
    json.put("cpuSeconds", process.cpuSeconds());
    json.put("cpuSecondsPerMillionRows", process.cpuSecondsPerMillion(rows));
    json.put("peakResidentBytes", process.peakResidentBytes());
    json.put("endResidentBytes", process.endResidentBytes());
    json.put("starts", process.starts());
    json.put("hasJvm", process.jvm().isPresent());
    json.put("allocatedBytes", jvm(process, JvmFigures::allocatedBytes));
    json.put("gcPauses", jvm(process, JvmFigures::gcPauses));
    json.put("gcPauseSeconds", jvm(process, JvmFigures::gcPauseSeconds));
    json.putNull("mostHeldBytes");
    process.mostHeldBytes().ifPresent(held -> json.put("mostHeldBytes", held));
    json.putNull("networkInBytes");
    json.putNull("networkOutBytes");
    process
        .network()
        .ifPresent(
            network ->
                json.put("networkInBytes", network.inBytes())
                    .put("networkOutBytes", network.outBytes()));
  }

  @SuppressWarnings("NullAway") // a null Double is how Jackson is told of a JSON null
  private static Double jvm(ProcessFigures process, Function<JvmFigures, Optional<Double>> figure) {
    return process.jvm().flatMap(figure).orElse(null);
  }

  private static void latency(ObjectNode json, LatencyFigures latency) {
    json.put("name", latency.name());
    json.put("count", latency.count());
    json.putNull("meanMillis");
    if (!Double.isNaN(latency.meanMillis())) {
      json.put("meanMillis", latency.meanMillis());
    }
    json.putNull("quantiles");
    latency
        .quantiles()
        .ifPresent(
            all ->
                json.putObject("quantiles")
                    .put("p50Millis", all.p50Millis())
                    .put("p90Millis", all.p90Millis())
                    .put("p99Millis", all.p99Millis())
                    .put("p999Millis", all.p999Millis())
                    .put("maxMillis", all.maxMillis()));
    ArrayNode oneIn = json.putArray("curveOneIn");
    latency.curve().forEach(point -> oneIn.add(point.oneIn()));
    ArrayNode millis = json.putArray("curveMillis");
    latency.curve().forEach(point -> millis.add(point.millis()));
    json.put("note", latency.note());
  }

  private static void series(ObjectNode json, TimeSeries series) {
    ArrayNode seconds = json.putArray("seconds");
    series.seconds().forEach(seconds::add);
    ArrayNode rows = json.putArray("rows");
    series.rows().forEach(rows::add);
    ArrayNode processes = json.putArray("processes");
    for (TimeSeries.ProcessSeries process : series.processes()) {
      ObjectNode one = processes.addObject().put("name", process.name());
      ArrayNode cpu = one.putArray("cpuMillis");
      process.cpuMillis().forEach(cpu::add);
      ArrayNode resident = one.putArray("residentBytes");
      process.residentBytes().forEach(resident::add);
    }
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
}
