package io.tributary.load.scenario;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.LoadPlan.Variant;
import io.tributary.load.scenario.Scenario.ConnectorHost;
import io.tributary.load.scenario.Scenario.Duplicates;
import io.tributary.load.workload.DataSet;
import io.tributary.protocol.datafile.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads scenario files. docs/load.md shows all keys.
 *
 * <p>A variant is a mapping of the same keys, laid over the scenario's own: mappings are merged,
 * everything else is replaced.
 */
public final class ScenarioReader {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> OF_THE_PLAN =
      List.of("name", "about", "baseline", "variants", "pairs");
  private static final List<String> OF_A_SCENARIO =
      List.of(
          "data",
          "rows",
          "duration",
          "rate",
          "seed",
          "preload",
          "warmUp",
          "warmUpAtRate",
          "topics",
          "partitions",
          "compression",
          "messageBytes",
          "sources",
          "connectors",
          "connectorsInOneProcess",
          "gatherers",
          "gatherer",
          "connector",
          "faults",
          "delivery",
          "expectDuplicates",
          "timeout",
          "stalled",
          "profile");

  private final String file;

  private ScenarioReader(String file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws ScenarioException if it cannot be read or run
   */
  public static LoadPlan read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (IOException e) {
      throw new ScenarioException("cannot read the scenario " + file + ": " + e);
    }
  }

  static LoadPlan parse(Path file, String yaml) {
    return new ScenarioReader(file.toString()).plan(file, tree(file, yaml));
  }

  private static ObjectNode tree(Path file, String yaml) {
    try {
      if (YAML.readTree(yaml) instanceof ObjectNode tree) {
        return tree;
      }
      throw new ScenarioException(file + ": the file is not a mapping of keys and values");
    } catch (JsonProcessingException e) {
      throw new ScenarioException(
          "%s: line %d: %s"
              .formatted(
                  file,
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("")));
    }
  }

  private LoadPlan plan(Path path, ObjectNode tree) {
    Section all = new Section(file, "", tree);
    String name = all.text("name");
    if (!name.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
      throw all.problem("name", "is '" + name + "'; use lower-case words joined by '-'");
    }
    String about = all.text("about", "");
    List<Baseline> baselines = all.constants("baseline", Baseline.class);
    boolean alternates = all.has("variants");
    int pairs = all.count("pairs", alternates ? 5 : 1, 1, 1000);
    List<Variant> variants =
        alternates ? variants(all, tree) : List.of(new Variant("tributary", scenario(tree)));
    if (alternates && !baselines.isEmpty()) {
      throw all.problem("baseline", "is one variant too many: leave out 'variants'");
    }
    checkBaselines(all, baselines, variants.getFirst().scenario().offer());
    return new LoadPlan(name, about, path, variants, pairs, baselines);
  }

  private static void checkBaselines(Section all, List<Baseline> baselines, Scenario.Offer offer) {
    if (!baselines.isEmpty() && offer.sources().size() > 1) {
      throw all.problem("baseline", "is for one source only");
    }
    DataSet data = offer.sources().getFirst().data();
    for (Baseline baseline : baselines) {
      switch (baseline) {
        case CLIENT_V2 -> {
          if (!offer.isPlainW()) {
            throw all.problem(
                "baseline", "client-v2 pushes rows of W; it is not for other sources");
          }
        }
        case DIRECT, DIRECT_ASYNC, HTTP -> {
          if (data.isAvro()) {
            throw all.problem(
                "baseline",
                "%s sends messages as JSON, and data set %s is Avro"
                    .formatted(baseline.word(), data.label()));
          }
        }
        case KAFKA_ENGINE, POLL -> {}
      }
    }
  }

  private List<Variant> variants(Section all, ObjectNode tree) {
    Section section = all.section("variants");
    List<Variant> variants = new ArrayList<>();
    for (String name : List.of("A", "B")) {
      if (!(tree.path("variants").path(name) instanceof ObjectNode changes)) {
        throw section.problem(name, "is missing: name the two variants A and B");
      }
      section.section(name);
      for (String fixed : OF_THE_PLAN) {
        if (changes.has(fixed)) {
          throw section.problem(name + "." + fixed, "cannot differ between variants");
        }
      }
      variants.add(new Variant(name, scenario(merged(tree, changes))));
    }
    section.end();
    return variants;
  }

  private static ObjectNode merged(ObjectNode base, ObjectNode changes) {
    ObjectNode result = base.deepCopy();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      boolean both =
          change.getValue() instanceof ObjectNode
              && result.path(change.getKey()) instanceof ObjectNode;
      result.set(
          change.getKey(),
          both
              ? merged((ObjectNode) result.path(change.getKey()), (ObjectNode) change.getValue())
              : change.getValue());
    }
    return result;
  }

  private Scenario scenario(ObjectNode tree) {
    ObjectNode own = tree.deepCopy();
    own.remove(OF_THE_PLAN);
    Section all = new Section(file, "", own);
    all.only(OF_A_SCENARIO);
    try {
      return new Scenario(
          OfferReader.read(all),
          new Scenario.Topology(
              all.count("connectors", 1, 1, 64),
              all.count("gatherers", 1, 1, 64),
              all.flag("connectorsInOneProcess", "false")
                  ? ConnectorHost.ONE_PROCESS
                  : ConnectorHost.OWN_PROCESSES),
          options(all, "gatherer"),
          options(all, "connector"),
          all.sections("faults").stream().map(FaultReader::read).toList(),
          expectation(all),
          all.flag("profile", "false") ? Scenario.Profile.FLAME_GRAPHS : Scenario.Profile.NONE);
    } catch (IllegalArgumentException e) {
      throw all.wrong("cannot be run: " + e.getMessage());
    }
  }

  private static Scenario.Expectation expectation(Section all) {
    Delivery delivery = all.constant("delivery", "best", Delivery.class);
    // The tables of a run allow exactly once.
    String fallback = delivery == Delivery.AT_LEAST_ONCE ? "allowed" : "none";
    return new Scenario.Expectation(
        delivery,
        all.constant("expectDuplicates", fallback, Duplicates.class),
        all.duration("timeout", Duration.ofMinutes(10)),
        all.duration("stalled", Duration.ofSeconds(60)));
  }

  private static Scenario.ServiceOptions options(Section all, String service) {
    Section section = all.section(service);
    Scenario.ServiceOptions options =
        new Scenario.ServiceOptions(section.textsByName("settings"), section.texts("jvm"));
    section.end();
    return options;
  }
}
