package io.tributary.load.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.report.JsonMachine;

/** The report of a run of load over HTTP, for programs: what the tables for people have. */
final class HttpReportJson {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private HttpReportJson() {}

  static String render(HttpReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("command", report.command());
    JsonMachine.write(json.putObject("machine"), report.machine());
    options(json.putObject("options"), report.options());
    json.put("holds", report.holds());
    ArrayNode phases = json.putArray("phases");
    report.results().forEach(result -> phase(phases.addObject(), result));
    try {
      return MAPPER.writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }

  private static void options(ObjectNode json, HttpLoadOptions options) {
    HttpLoadOptions.Offer offer = options.offer();
    json.put("connections", offer.connections());
    json.put("requestsPerSecond", offer.requestsPerSecond());
    json.put("rowsPerRequest", offer.rowsPerRequest());
    json.put("pipelined", offer.pipelined());
    json.put("seed", offer.seed());
    json.put("seconds", options.time().toSeconds());
    json.put("warmUpSeconds", options.warmUp().toSeconds());
    json.putNull("clickHouse");
    options.clickHouse().ifPresent(url -> json.put("clickHouse", url));
    json.set("gathererJvm", MAPPER.valueToTree(ServiceUnderLoad.JVM_OPTIONS));
    json.set("gathererSettings", MAPPER.valueToTree(options.gathererSettings()));
  }

  private static void phase(ObjectNode json, PhaseResult result) {
    json.put("phase", result.phase().word());
    json.put("about", result.phase().about());
    json.put("seconds", result.seconds());
    json.put("requests", result.requests());
    json.put("rows", result.rows());
    json.put("requestsPerSecond", result.requestsPerSecond());
    json.put("rowsPerSecond", result.rowsPerSecond());
    json.set("errors", MAPPER.valueToTree(result.errors()));
    json.put("notSent", result.notSent());
    ObjectNode latency = json.putObject("latencyMillis");
    latency.put("p50", result.latency().p50());
    latency.put("p99", result.latency().p99());
    latency.put("p999", result.latency().p999());
    latency.put("max", result.latency().max());
    cost(json, result);
    ObjectNode proof = json.putObject("proof");
    proof.put("holds", result.holds());
    proof.put("acknowledgedRequests", result.verdict().acknowledged());
    proof.put("rowsInTable", result.verdict().rows());
    proof.put("flaws", result.verdict().flawCount());
  }

  private static void cost(ObjectNode json, PhaseResult result) {
    ArrayNode processes = json.putArray("processes");
    result
        .cost()
        .processes()
        .forEach(
            process ->
                processes
                    .addObject()
                    .put("name", process.name())
                    .put("cpuSeconds", process.cpuSeconds())
                    .put("peakResidentBytes", process.peakResidentBytes()));
    json.putNull("inserts");
    result.cost().inserts().ifPresent(inserts -> json.put("inserts", inserts));
    json.put("parts", result.cost().parts());
  }
}
