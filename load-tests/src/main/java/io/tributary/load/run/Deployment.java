package io.tributary.load.run;

import io.tributary.load.measure.ProcessWatch;
import io.tributary.load.process.MetricsPage;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.ServiceUnderLoad.Instance;
import io.tributary.load.process.SqlClient;
import io.tributary.load.scenario.Fault.Place;
import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Arrival;
import io.tributary.load.scenario.Scenario.ConnectorHost;
import io.tributary.sandbox.ClickHouseServer;
import io.tributary.sandbox.KafkaServer;
import io.tributary.sandbox.Sandbox;
import io.tributary.sandbox.ServerProcess;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * All processes of one run. Servers run from the beginning, services when they are told to.
 *
 * <p>Thread: the run's, but for targets and watches.
 */
final class Deployment implements AutoCloseable {
  /** The most that the settings allow. */
  private static final String LONGEST_FREEZE = "10m";

  private final Sandbox sandbox;
  private final Links links;
  private final Profiler profiler;
  private final List<ServiceUnderLoad> gatherers = new ArrayList<>();
  private final List<ServiceUnderLoad> connectors = new ArrayList<>();
  private final List<ProcessWatch> watches = new ArrayList<>();
  private final Map<FaultClock.Address, FaultTarget> targets = new HashMap<>();
  private final AliveCheck alive = new AliveCheck();

  private Deployment(Sandbox sandbox, Links links, Profiler profiler) {
    this.sandbox = sandbox;
    this.links = links;
    this.profiler = profiler;
  }

  /** Starts the servers and prepares the services. */
  static Deployment start(Path folder, Scenario scenario, Profiler profiler) {
    Deployment all =
        new Deployment(
            Sandbox.start(folder.resolve("servers")), new Links(scenario.faults()), profiler);
    try {
      all.sandbox.clickHouse().createDatabase(RunTables.DATABASE);
      all.prepareGatherers(folder, scenario);
      all.addServers();
      all.addHarness();
      return all;
    } catch (RuntimeException e) {
      all.close();
      throw e;
    }
  }

  private void addHarness() {
    long pid = ProcessHandle.current().pid();
    watches.add(new ProcessWatch("harness", () -> OptionalLong.of(pid), null, List.of()));
  }

  private void prepareGatherers(Path folder, Scenario scenario) {
    String clickHouse = links.clickHouse(sandbox.clickHouse().url());
    for (int i = 0; i < scenario.topology().gatherers(); i++) {
      Map<String, String> settings = new HashMap<>(scenario.gatherer().settings());
      settings.putIfAbsent("GATHERER_NAME", "gatherer-" + i);
      if (freezesUndisturbed(scenario)) {
        settings.putIfAbsent("SESSION_SILENCE", LONGEST_FREEZE);
      }
      String name = "gatherer-" + i;
      ServiceUnderLoad gatherer =
          ServiceUnderLoad.gatherer(folder.resolve(name), clickHouse, RunTables.DATABASE, settings)
              .withJvmOptions(profiler.jvmOptions(scenario.gatherer(), name));
      gatherers.add(gatherer);
      add(Place.GATHERER, i, gatherer);
    }
  }

  /**
   * Whether connectors are frozen while rows are preloaded and should be members of their group
   * afterwards. Faults are what these timeouts are for, so a scenario that has some keeps them.
   */
  private static boolean freezesUndisturbed(Scenario scenario) {
    return scenario.offer().arrival() == Arrival.PRELOADED
        && scenario.offer().warmUpRows() > 0
        && scenario.faults().isEmpty();
  }

  /** Prepares the connectors; each goes to one gatherer, in turn. */
  void prepareConnectors(Path folder, Path datafiles, Scenario scenario) {
    Map<String, String> settings = new HashMap<>(scenario.connector().settings());
    if (freezesUndisturbed(scenario)) {
      settings.putIfAbsent("KAFKA_SESSION_TIMEOUT", LONGEST_FREEZE);
    }
    int instances = scenario.topology().connectors();
    if (scenario.topology().connectorHost() == ConnectorHost.ONE_PROCESS) {
      List<Instance> all = IntStream.range(0, instances).mapToObj(this::instance).toList();
      addConnector(
          0,
          ServiceUnderLoad.connectors(folder.resolve("connector-0"), datafiles, all, settings),
          scenario);
    } else {
      for (int i = 0; i < instances; i++) {
        Instance one = instance(i);
        Map<String, String> own = new HashMap<>(settings);
        own.putIfAbsent("CONNECTOR_NAME", one.name());
        addConnector(
            i,
            ServiceUnderLoad.connector(folder.resolve(one.name()), datafiles, one.gatherer(), own),
            scenario);
      }
    }
    targets.putAll(links.targets());
  }

  private Instance instance(int i) {
    int to = i % gatherers.size();
    return new Instance("connector-" + i, links.gatherer(i, to, gatherers.get(to).listen()));
  }

  private void addConnector(int index, ServiceUnderLoad connector, Scenario scenario) {
    ServiceUnderLoad ready =
        connector.withJvmOptions(profiler.jvmOptions(scenario.connector(), "connector-" + index));
    connectors.add(ready);
    add(Place.CONNECTOR, index, ready);
  }

  private void add(Place place, int index, ServiceUnderLoad service) {
    String name = place.word() + " " + index;
    Supplier<OptionalLong> pid =
        () -> service.isAlive() ? OptionalLong.of(service.running().pid()) : OptionalLong.empty();
    Supplier<Optional<MetricsPage>> metrics = () -> page(service);
    ProcessWatch watch = new ProcessWatch(name, pid, metrics, ServiceCounters.names());
    watches.add(watch);
    ProcessTarget target = new ProcessTarget(watch, Handles.of(service));
    alive.add(name, target);
    targets.put(new FaultClock.Address(place, index, FaultClock.Reach.PROCESS), target);
  }

  private static Optional<MetricsPage> page(ServiceUnderLoad service) {
    if (!service.isAlive()) {
      return Optional.empty();
    }
    try {
      return Optional.of(service.metrics());
    } catch (UncheckedIOException e) {
      // It is frozen or about to end.
      return Optional.empty();
    }
  }

  private void addServers() {
    KafkaServer kafka = sandbox.kafka();
    ClickHouseServer clickHouse = sandbox.clickHouse();
    addServer(Place.KAFKA, kafka::process, new Handles(kafka::process, kafka::start, kafka::kill));
    addServer(
        Place.CLICKHOUSE,
        clickHouse::process,
        new Handles(clickHouse::process, clickHouse::start, clickHouse::kill));
  }

  private void addServer(Place place, Supplier<ServerProcess> process, Handles handles) {
    ProcessWatch watch =
        new ProcessWatch(place.word(), () -> OptionalLong.of(process.get().pid()), null, List.of());
    watches.add(watch);
    ProcessTarget target = new ProcessTarget(watch, handles);
    alive.add(place.word(), target);
    targets.put(new FaultClock.Address(place, 0, FaultClock.Reach.PROCESS), target);
  }

  void startGatherers() {
    gatherers.forEach(ServiceUnderLoad::start);
  }

  void startConnectors() {
    connectors.forEach(ServiceUnderLoad::start);
  }

  /** Freezes the connectors; they stay members of their groups for a while. */
  void suspendConnectors() {
    connectors.forEach(connector -> connector.running().suspend());
  }

  void resumeConnectors() {
    connectors.forEach(connector -> connector.running().resume());
  }

  /** Ends the services; the servers stay. */
  void stopServices() {
    connectors.forEach(ServiceUnderLoad::close);
    gatherers.forEach(ServiceUnderLoad::close);
  }

  /**
   * Looks whether servers and services run, but for what a fault has ended; services have to be
   * started.
   *
   * @throws IllegalStateException if one ended by itself; names it
   */
  void checkAlive() {
    alive.check();
  }

  List<ProcessWatch> watches() {
    return List.copyOf(watches);
  }

  Map<FaultClock.Address, FaultTarget> targets() {
    return Map.copyOf(targets);
  }

  String bootstrapServers() {
    return sandbox.kafka().bootstrapServers();
  }

  /** Where the schema registry is; the first call starts it. */
  String registry() {
    return sandbox.schemaRegistry().url();
  }

  SqlClient clickHouse() {
    return new SqlClient(sandbox.clickHouse().url(), "", "");
  }

  long kafkaPid() {
    return sandbox.kafka().process().pid();
  }

  long clickHousePid() {
    return sandbox.clickHouse().pid();
  }

  @Override
  public void close() {
    try (sandbox;
        links) {
      stopServices();
    }
  }

  /** A process that can be done to as it was started. */
  private record Handles(Supplier<ServerProcess> process, Runnable starting, Runnable killing)
      implements ProcessTarget.Handles {
    static Handles of(ServiceUnderLoad service) {
      return new Handles(service::running, service::start, service::kill);
    }

    @Override
    public void start() {
      starting.run();
    }

    @Override
    public void stop() {
      process.get().stop();
    }

    @Override
    public void kill() {
      killing.run();
    }

    @Override
    public void suspend() {
      process.get().suspend();
    }

    @Override
    public void resume() {
      process.get().resume();
    }

    @Override
    public boolean isAlive() {
      return process.get().isAlive();
    }
  }
}
