package io.tributary.load.report;

import io.tributary.load.measure.LatencyFigures;
import io.tributary.load.measure.LatencyFigures.CurvePoint;
import io.tributary.load.measure.LatencyFigures.Quantiles;
import io.tributary.load.measure.ProcessFigures;
import io.tributary.load.measure.ProcessFigures.JvmFigures;
import io.tributary.load.measure.ProcessFigures.NetworkFigures;
import io.tributary.load.measure.TimeSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A run out of JSON, of this format and the one before. */
final class JsonRunReader {
  private JsonRunReader() {}

  static RunResult read(JsonFields json) {
    return new RunResult(
        json.smallInteger("number"),
        json.text("variant"),
        json.number("seconds"),
        json.integer("rows"),
        inserts(json),
        json.objects("processes").stream().map(JsonRunReader::process).toList(),
        latencies(json),
        json.objectIfThere("series").map(JsonRunReader::series).orElse(TimeSeries.NONE),
        json.objectIfThere("proof").map(JsonRunReader::proof),
        json.objects("faults").stream().map(JsonRunReader::fault).toList(),
        new RunResult.Remarks(
            json.numberIfThere("connectorsFrozenSeconds").orElse(0.0),
            json.texts("problems"),
            json.texts("notes"),
            json.objectIfThere("drain").map(JsonRunReader::drain)));
  }

  private static Drain drain(JsonFields json) {
    Optional<Double> drained = json.numberIfThere("drainedSeconds");
    return new Drain(
        json.number("backSeconds"),
        json.number("resumedSeconds"),
        drained.isPresent() ? OptionalDouble.of(drained.get()) : OptionalDouble.empty(),
        json.number("timesArrival"));
  }

  private static RunResult.Inserts inserts(JsonFields json) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    json.objectIfThere("flushReasons")
        .ifPresent(
            flushes ->
                flushes
                    .node()
                    .fieldNames()
                    .forEachRemaining(reason -> reasons.put(reason, flushes.integer(reason))));
    return new RunResult.Inserts(json.integer("inserts"), json.integerIfThere("parts"), reasons);
  }

  private static ProcessFigures process(JsonFields json) {
    JvmFigures jvm =
        new JvmFigures(
            json.numberIfThere("allocatedBytes"),
            json.numberIfThere("gcPauses"),
            json.numberIfThere("gcPauseSeconds"));
    boolean hasJvm =
        json.has("hasJvm")
            ? json.node().path("hasJvm").booleanValue()
            : jvm.allocatedBytes().isPresent() || jvm.gcPauses().isPresent();
    return new ProcessFigures(
        json.text("name"),
        json.number("cpuSeconds"),
        json.integer("peakResidentBytes"),
        json.integer("endResidentBytes"),
        json.smallInteger("starts"),
        hasJvm ? Optional.of(jvm) : Optional.empty(),
        json.has("networkInBytes")
            ? Optional.of(
                new NetworkFigures(json.integer("networkInBytes"), json.integer("networkOutBytes")))
            : Optional.empty(),
        json.integerIfThere("mostHeldBytes"));
  }

  private static List<LatencyFigures> latencies(JsonFields json) {
    Optional<JsonFields> old = json.objectIfThere("latency");
    return old.isPresent()
        ? List.of(oldLatency(old.get()))
        : json.objects("latencies").stream().map(JsonRunReader::latency).toList();
  }

  private static LatencyFigures latency(JsonFields json) {
    return new LatencyFigures(
        json.text("name"),
        json.integer("count"),
        json.numberIfThere("meanMillis").orElse(Double.NaN),
        json.objectIfThere("quantiles").map(JsonRunReader::quantiles),
        curve(json),
        json.text("note"));
  }

  /** Format 1 had no mean. */
  private static LatencyFigures oldLatency(JsonFields json) {
    return new LatencyFigures(
        LatencyFigures.PRODUCE_VISIBLE,
        json.integer("rows"),
        Double.NaN,
        Optional.of(quantiles(json)),
        List.of(),
        "From a report of format 1, which has neither mean nor curve.");
  }

  private static Quantiles quantiles(JsonFields json) {
    return new Quantiles(
        json.number("p50Millis"),
        json.number("p90Millis"),
        json.number("p99Millis"),
        json.number("p999Millis"),
        json.number("maxMillis"));
  }

  private static List<CurvePoint> curve(JsonFields json) {
    List<Double> oneIn = json.numbers("curveOneIn");
    List<Double> millis = json.numbers("curveMillis");
    if (oneIn.size() != millis.size()) {
      throw new JsonFields.Malformed(json.where() + ": the lists of the curve differ in length");
    }
    List<CurvePoint> points = new ArrayList<>();
    for (int i = 0; i < oneIn.size(); i++) {
      points.add(new CurvePoint(oneIn.get(i), millis.get(i)));
    }
    return points;
  }

  private static TimeSeries series(JsonFields json) {
    return new TimeSeries(
        json.numbers("seconds"),
        json.integers("rows"),
        json.objects("processes").stream()
            .map(
                process ->
                    new TimeSeries.ProcessSeries(
                        process.text("name"),
                        process.integers("cpuMillis"),
                        process.integers("residentBytes")))
            .toList());
  }

  private static RunResult.Proof proof(JsonFields json) {
    return new RunResult.Proof(
        json.integer("expected"),
        json.integer("produced"),
        json.integer("stored"),
        json.integer("distinct"),
        json.smallInteger("partitionsBehind"));
  }

  private static FaultRecord fault(JsonFields json) {
    return new FaultRecord(json.text("text"), json.number("atSeconds"), json.integer("atRows"));
  }
}
