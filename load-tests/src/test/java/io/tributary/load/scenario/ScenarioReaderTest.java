package io.tributary.load.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.DataSet;
import io.tributary.load.scenario.Scenario.Duplicates;
import io.tributary.protocol.datafile.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioReaderTest {
  private static final String SMALL = "name: small\nrows: 1000\n";

  @Test
  void nameAndRowsAreEnough() {
    LoadPlan plan = parse(SMALL);
    assertEquals("small", plan.name());
    assertEquals(1, plan.pairs());
    assertEquals(Baseline.NONE, plan.baseline());
    Scenario scenario = plan.variants().getFirst().scenario();
    assertEquals(
        new Scenario.Offer(DataSet.W, 1000, 0, 0, 42, Arrival.PRELOADED), scenario.offer());
    assertEquals(new Scenario.Topology(1, 6, 1, 1), scenario.topology());
    assertEquals(new Scenario.ServiceOptions(Map.of(), List.of()), scenario.gatherer());
    assertEquals(
        new Scenario.Expectation(
            Delivery.BEST, Duplicates.NONE, Duration.ofMinutes(10), Duration.ofSeconds(60)),
        scenario.expectation());
  }

  @Test
  void atLeastOnceMayRepeatRows() {
    assertEquals(
        Duplicates.ALLOWED,
        parse(SMALL + "delivery: at-least-once\n")
            .variants()
            .getFirst()
            .scenario()
            .expectation()
            .duplicates());
  }

  @Test
  void everyKeyIsRead() {
    LoadPlan plan =
        parse(
            """
            name: all-keys
            about: Everything.
            data: W
            duration: 10s
            rate: 500
            seed: 7
            preload: false
            warmUp: 100
            topics: 2
            partitions: 3
            connectors: 4
            gatherers: 2
            gatherer: {settings: {FLUSH_ROWS: 1000}, jvm: [-Xmx256m]}
            connector: {settings: {BATCH_INTERVAL: 50ms}, jvm: [-Xmx128m, -XX:+UseSerialGC]}
            faults:
              - {at: 2s, target: gatherer, index: 1, do: kill, for: 3s}
              - {atRows: 5000, target: clickhouse, do: answer, status: 503, code: 202, message: busy, times: 2, when: after}
            delivery: at-least-once
            expectDuplicates: none
            timeout: 1m
            stalled: 20s
            baseline: client-v2
            pairs: 3
            """);
    assertEquals("Everything.", plan.about());
    assertEquals(3, plan.pairs());
    assertEquals(Baseline.CLIENT_V2, plan.baseline());
    Scenario scenario = plan.variants().getFirst().scenario();
    assertEquals(
        new Scenario(
            new Scenario.Offer(DataSet.W, 5000, 100, 500, 7, Arrival.LIVE),
            new Scenario.Topology(2, 3, 4, 2),
            new Scenario.ServiceOptions(Map.of("FLUSH_ROWS", "1000"), List.of("-Xmx256m")),
            new Scenario.ServiceOptions(
                Map.of("BATCH_INTERVAL", "50ms"), List.of("-Xmx128m", "-XX:+UseSerialGC")),
            List.of(
                new Fault(
                    new Fault.After(Duration.ofSeconds(2)),
                    Fault.Place.GATHERER,
                    1,
                    new Fault.Kill(),
                    Optional.of(Duration.ofSeconds(3))),
                new Fault(
                    new Fault.AtRows(5000),
                    Fault.Place.CLICKHOUSE,
                    0,
                    new Fault.Answer(503, 202, "busy", 2, Fault.AnswerTime.AFTER),
                    Optional.empty())),
            new Scenario.Expectation(
                Delivery.AT_LEAST_ONCE,
                Duplicates.NONE,
                Duration.ofMinutes(1),
                Duration.ofSeconds(20))),
        scenario);
  }

  @Test
  void variantsOverrideSingleSettings() {
    LoadPlan plan =
        parse(
            SMALL
                + """
                gatherer: {settings: {FLUSH_ROWS: 1000, FLUSH_INTERVAL: 1s}}
                variants:
                  A: {}
                  B: {gatherer: {settings: {FLUSH_INTERVAL: 200ms}}}
                """);
    assertEquals(5, plan.pairs());
    assertEquals(List.of("A", "B"), plan.variants().stream().map(LoadPlan.Variant::name).toList());
    assertEquals(
        Map.of("FLUSH_ROWS", "1000", "FLUSH_INTERVAL", "1s"),
        plan.variants().get(0).scenario().gatherer().settings());
    assertEquals(
        Map.of("FLUSH_ROWS", "1000", "FLUSH_INTERVAL", "200ms"),
        plan.variants().get(1).scenario().gatherer().settings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rowz: 5                           | 'rowz' is not known here; known are:
          gatherer: {setings: {}}           | 'gatherer.setings' is not known here; known are: jvm, settings
          partitions: 0                     | 'partitions' is '0' and not a number from 1 to
          partitions: many                  | 'partitions' is 'many' and not a number from 1 to
          duration: 5s                      | needs either 'rows' or 'duration'
          timeout: 5                        | 'timeout' is '5', not a duration
          data: V                           | 'data' is 'V' and not one of: w
          gatherer: 3                       | gatherer is not a mapping
          gatherer: {jvm: -Xmx1g}           | 'gatherer.jvm' is not a list
          faults: [{do: kill, target: kafka}] | faults[0] needs either 'at' (10s) or 'atRows'
          faults: [{at: 1s, do: kill}]      | 'faults[0].target' is '' and not one of: kafka, clickhouse
          faults: [{at: 1s, do: burn, target: kafka}] | 'faults[0].do' is 'burn' and not one of: kill,
          faults: [{at: 1s, do: cut, target: kafka}]  | faults[0] cannot be: 'cut' cannot be done to kafka
          faults: [{at: 1s, do: heal, target: clickhouse, for: 1s}] | 'heal' has no 'for'
          faults: [{at: 1s, do: kill, target: gatherer, index: 1}] | there is no gatherer 1
          faults: [{atRows: 1001, do: kill, target: gatherer}] | due at 1001 rows, and there are only 1000
          faults: [{at: 1s, do: kill, target: kafka, by: 1s}] | 'faults[0].by' is not known here
          variants: {A: {}}                 | 'variants.B' is missing
          variants: {A: {}, B: {name: x}}   | 'variants.B.name' cannot differ
          variants: {A: {}, B: {}, C: {}}   | 'variants.C' is not known here
          preload: true\\nrate: 5           | preloaded rows have no rate
          rows: 7                           | Duplicate field 'rows'
          """)
  void wrongFilesAreRefusedWithFileAndKey(String lines, String message) {
    String yaml = SMALL + lines.replace("\\n", "\n") + "\n";
    ScenarioException refused = assertThrows(ScenarioException.class, () -> parse(yaml));
    String text = String.valueOf(refused.getMessage());
    assertTrue(text.startsWith("test.yaml: "), text);
    assertTrue(text.contains(message), text);
    assertEquals(1, text.lines().count(), text);
  }

  @Test
  void misspeltKeyIsNamedEvenWhereItIsMissing() {
    ScenarioException refused =
        assertThrows(ScenarioException.class, () -> parse("name: a\nrowz: 5\n"));
    assertTrue(String.valueOf(refused.getMessage()).startsWith("test.yaml: 'rowz' is not known"));
  }

  @Test
  void durationNeedsRate() {
    ScenarioException refused =
        assertThrows(ScenarioException.class, () -> parse("name: a\nduration: 5s\n"));
    assertTrue(String.valueOf(refused.getMessage()).contains("'duration' needs a 'rate'"));
  }

  @Test
  void missingFileIsNamed() {
    ScenarioException refused =
        assertThrows(ScenarioException.class, () -> ScenarioReader.read(Path.of("none.yaml")));
    assertTrue(String.valueOf(refused.getMessage()).contains("none.yaml"));
  }

  @Test
  void examplesCanBeRun() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
      List<Path> examples = files.toList();
      assertTrue(examples.size() >= 4);
      for (Path example : examples) {
        assertEquals(
            String.valueOf(example.getFileName()), ScenarioReader.read(example).name() + ".yaml");
      }
    }
  }

  private static LoadPlan parse(String yaml) {
    return ScenarioReader.parse(Path.of("test.yaml"), yaml);
  }
}
