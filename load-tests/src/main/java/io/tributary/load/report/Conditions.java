package io.tributary.load.report;

import io.tributary.load.flame.FlightRecorder;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.scenario.Fault;
import io.tributary.load.scenario.LoadPlan;
import io.tributary.load.scenario.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What has to be the same for figures of two reports to mean the same, in words. What a variant has
 * of its own is there under its name.
 */
public final class Conditions {
  private final Map<String, String> conditions = new LinkedHashMap<>();

  private Conditions() {}

  /** By name, in the order in which reports have them. */
  public static Map<String, String> of(LoadPlan plan) {
    Conditions all = new Conditions();
    Scenario first = plan.variants().getFirst().scenario();
    all.scenario("", first);
    all.put("JVM of the services", String.join(" ", ServiceUnderLoad.JVM_OPTIONS));
    for (LoadPlan.Variant variant : plan.variants()) {
      String prefix = plan.variants().size() == 1 ? "" : variant.name() + ", ";
      all.services(prefix, variant.scenario());
      all.differences(prefix, variant.scenario(), first);
    }
    return all.conditions;
  }

  private void scenario(String prefix, Scenario scenario) {
    Scenario.Offer offer = scenario.offer();
    put(prefix + "sources", "%s, seed %d".formatted(offer.text(), offer.seed()));
    put(prefix + "rows", number(offer.rows()));
    put(prefix + "warm-up rows", warmUp(offer));
    put(prefix + "arrival", arrival(offer));
    Scenario.Topology topology = scenario.topology();
    put(prefix + "connectors", connectors(topology));
    put(prefix + "gatherers", number(topology.gatherers()));
    put(
        prefix + "delivery",
        scenario.expectation().delivery().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    if (scenario.profile() == Scenario.Profile.FLAME_GRAPHS) {
      put(prefix + "profile of the services", FlightRecorder.WHAT);
    }
    if (!scenario.faults().isEmpty()) {
      put(prefix + "faults", faults(scenario.faults()));
    }
  }

  private static String warmUp(Scenario.Offer offer) {
    String rows = number(offer.warmUpRows());
    return offer.warmUpAtRate().isPositive()
        ? "%s, the last %d s at the rate".formatted(rows, offer.warmUpAtRate().toSeconds())
        : rows;
  }

  private static String connectors(Scenario.Topology topology) {
    return switch (topology.connectorHost()) {
      case OWN_PROCESSES -> number(topology.connectors());
      case ONE_PROCESS -> number(topology.connectors()) + " in one process";
    };
  }

  /** What the other scenario says otherwise. */
  private void differences(String prefix, Scenario scenario, Scenario first) {
    Conditions other = new Conditions();
    other.scenario("", scenario);
    Conditions same = new Conditions();
    same.scenario("", first);
    other.conditions.forEach(
        (name, text) -> {
          if (!text.equals(same.conditions.get(name))) {
            put(prefix + name, text);
          }
        });
  }

  private static String arrival(Scenario.Offer offer) {
    if (offer.isScheduled()) {
      return String.format(Locale.ROOT, "%,d rows per second", offer.rowsPerSecond());
    }
    return switch (offer.arrival()) {
      case PRELOADED -> "as fast as possible from full topics";
      case LIVE -> "as fast as possible";
    };
  }

  private static String faults(List<Fault> faults) {
    StringJoiner text = new StringJoiner("; ");
    faults.forEach(fault -> text.add(fault.text()));
    return text.toString();
  }

  private void services(String prefix, Scenario scenario) {
    options(prefix + "gatherer settings", scenario.gatherer());
    options(prefix + "connector settings", scenario.connector());
  }

  private void options(String name, Scenario.ServiceOptions options) {
    StringJoiner text = new StringJoiner(" ");
    options.settings().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(setting -> text.add(setting.getKey() + "=" + setting.getValue()));
    options.jvm().forEach(text::add);
    if (text.length() > 0) {
      put(name, text.toString());
    }
  }

  private void put(String name, String text) {
    conditions.put(name, text);
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
