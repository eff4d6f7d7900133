package io.tributary.load.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.scenario.LoadPlan.Baseline;
import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.ConnectorHost;
import io.tributary.load.scenario.Scenario.Duplicates;
import io.tributary.load.scenario.Source.Amount;
import io.tributary.load.scenario.Source.Wire;
import io.tributary.load.workload.Compression;
import io.tributary.load.workload.DataSet;
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
  private static final Wire AS_THEY_ARE = new Wire(Compression.LZ4, 0);
  private static final String SMALL = "name: small\nrows: 1000\n";

  @Test
  void nameAndRowsAreEnough() {
    LoadPlan plan = parse(SMALL);
    assertEquals("small", plan.name());
    assertEquals(1, plan.pairs());
    assertEquals(List.of(), plan.baselines());
    Scenario scenario = plan.variants().getFirst().scenario();
    assertEquals(
        new Scenario.Offer(
            List.of(new Source(DataSet.W, AS_THEY_ARE, 1, 6, new Amount(1000, 0, 0))),
            42,
            Arrival.PRELOADED,
            Duration.ZERO),
        scenario.offer());
    assertEquals(new Scenario.Topology(1, 1, ConnectorHost.OWN_PROCESSES), scenario.topology());
    assertEquals(new Scenario.ServiceOptions(Map.of(), List.of()), scenario.gatherer());
    assertEquals(Scenario.Profile.NONE, scenario.profile());
    assertEquals(
        new Scenario.Expectation(
            Delivery.BEST, Duplicates.NONE, Duration.ofMinutes(10), Duration.ofSeconds(60)),
        scenario.expectation());
  }

  @Test
  void baselineIsRead() {
    assertEquals(List.of(Baseline.CLIENT_V2), parse(SMALL + "baseline: client-v2\n").baselines());
  }

  @Test
  void sourcesShareRowsByTheirRates() {
    Scenario.Offer offer =
        parse(
                """
                name: two-sources
                duration: 10s
                warmUp: 400
                sources:
                  - {data: N-avro, topics: 2, partitions: 3, rate: 300, compression: none}
                  - {data: tiny, rate: 100}
                """)
            .variants()
            .getFirst()
            .scenario()
            .offer();
    assertEquals(
        List.of(
            new Source(
                DataSet.N_AVRO, new Wire(Compression.NONE, 0), 2, 3, new Amount(3000, 300, 300)),
            new Source(DataSet.TINY, AS_THEY_ARE, 1, 6, new Amount(1000, 100, 100))),
        offer.sources());
    assertEquals(4000, offer.rows());
    assertEquals(400, offer.rowsPerSecond());
    assertEquals(3, offer.topics());
    assertEquals(Arrival.LIVE, offer.arrival());
  }

  @Test
  void sourcesWithoutRateShareRowsEqually() {
    Scenario.Offer offer =
        parse("name: two\nrows: 1001\nsources: [{data: W}, {data: S}]\n")
            .variants()
            .getFirst()
            .scenario()
            .offer();
    assertEquals(
        List.of(501L, 500L), offer.sources().stream().map(one -> one.amount().rows()).toList());
    assertEquals(Arrival.PRELOADED, offer.arrival());
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
            data: N
            compression: zstd
            messageBytes: 2000
            duration: 10s
            rate: 500
            seed: 7
            preload: false
            warmUp: 100
            warmUpAtRate: 200ms
            topics: 2
            partitions: 3
            connectors: 4
            connectorsInOneProcess: true
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
            baseline: kafka-engine
            profile: true
            pairs: 3
            """);
    assertEquals("Everything.", plan.about());
    assertEquals(3, plan.pairs());
    assertEquals(List.of(Baseline.KAFKA_ENGINE), plan.baselines());
    Scenario scenario = plan.variants().getFirst().scenario();
    assertEquals(
        new Scenario(
            new Scenario.Offer(
                List.of(
                    new Source(
                        DataSet.N,
                        new Wire(Compression.ZSTD, 2000),
                        2,
                        3,
                        new Amount(5000, 100, 500))),
                7,
                Arrival.LIVE,
                Duration.ofMillis(200)),
            new Scenario.Topology(4, 2, ConnectorHost.ONE_PROCESS),
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
                Duration.ofSeconds(20)),
            Scenario.Profile.FLAME_GRAPHS),
        scenario);
  }

  @Test
  void baselinesAreListedInTheOrderInWhichTheyRun() {
    assertEquals(
        List.of(
            Baseline.KAFKA_ENGINE,
            Baseline.POLL,
            Baseline.DIRECT_ASYNC,
            Baseline.CLIENT_V2,
            Baseline.HTTP,
            Baseline.DIRECT),
        parse(SMALL + "baseline: [kafka-engine, poll, direct-async, client-v2, http, direct]\n")
            .baselines());
    assertEquals(List.of(), parse(SMALL + "baseline: none\n").baselines());
    assertEquals(List.of(), parse(SMALL + "baseline: []\n").baselines());
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
          baseline: vector                  | 'baseline' has 'vector', which is not one of: client-v2, kafka-engine,
          baseline: poll\\nsources: [{data: W}, {data: S}] | 'baseline' is for one source only
          baseline: [poll, poll]            | 'baseline' has 'poll' twice
          baseline: poll\\nvariants: {A: {}, B: {}} | 'baseline' is one variant too many
          warmUp: 9\\nwarmUpAtRate: 1s     | 'warmUpAtRate' needs a 'rate' and is a part of 'warmUp': 0 of 9 rows
          rate: 10\\nwarmUp: 9\\nwarmUpAtRate: 1s | 'warmUpAtRate' needs a 'rate' and is a part of 'warmUp': 10 of 9 rows
          preload: true\\nrate: 5           | preloaded rows have no rate
          data: tiny\\nmessageBytes: 500   | 'messageBytes' is not for data set tiny
          messageBytes: 2000000             | 'messageBytes' is '2000000' and not a number from 1 to 900000
          compression: lzma                 | 'compression' is 'lzma' and not one of: none, lz4, zstd, snappy, gzip
          connectorsInOneProcess: 2         | 'connectorsInOneProcess' is '2' and not one of: true, false
          connectors: 2\\nconnectorsInOneProcess: true\\nfaults: [{at: 1s, do: kill, target: connector, index: 1}] | there is no connector 1
          data: S\\nbaseline: client-v2      | 'baseline' client-v2 pushes rows of W
          data: W-avro\\nbaseline: [poll, direct] | 'baseline' direct sends messages as JSON, and data set W-avro is Avro
          data: N-avro\\nbaseline: direct-async | 'baseline' direct-async sends messages as JSON, and data set N-avro
          sources: []                       | 'sources' is empty
          sources: [{data: W}]\\ntopics: 2  | 'topics' stands in each of the 'sources'
          sources: [{date: W}]              | 'sources[0].date' is not known here
          sources: [{data: W}, {data: W, rate: 5}] | 'sources' have either all a 'rate' or none
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

  @ParameterizedTest
  @CsvSource({"scenarios, 4", "scenarios/gate, 2"})
  void examplesCanBeRun(Path folder, int atLeast) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> examples = files.filter(Files::isRegularFile).toList();
      assertTrue(examples.size() >= atLeast);
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
