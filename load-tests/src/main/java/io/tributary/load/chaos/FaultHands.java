package io.tributary.load.chaos;

import io.tributary.load.chaos.schedule.ScheduledFault;
import io.tributary.load.fault.ClickHouseProxy;
import io.tributary.load.fault.TcpProxy;
import io.tributary.load.fault.TcpProxy.Direction;
import io.tributary.load.process.Await;
import java.time.Duration;
import java.util.List;

/**
 * Does a fault, waits as long as it lasts, and heals it.
 *
 * <p>Thread: any; one call for each fault that is under way, and two never have the same victim.
 */
final class FaultHands {
  private static final int DELAY_UNIT_MILLIS = 40;

  /** More than can be made while it lasts. */
  private static final int ALL_INSERTS = 100_000;

  private final ChaosServers servers;
  private final ChaosServices services;
  private final ChaosProcesses processes;
  private final Meddler meddler;
  private final EventLog log;

  FaultHands(
      ChaosServers servers,
      ChaosServices services,
      ChaosProcesses processes,
      Meddler meddler,
      EventLog log) {
    this.servers = servers;
    this.services = services;
    this.processes = processes;
    this.meddler = meddler;
    this.log = log;
  }

  /** Returns when it is healed. */
  void perform(ScheduledFault fault) {
    String name = fault.kind().text() + " " + fault.target();
    log.fault("begins: " + name + " (" + fault.amount() + ")");
    switch (fault.kind().victim()) {
      case CONNECTOR, GATHERER, CLICKHOUSE, KAFKA, REGISTRY -> process(fault);
      case CONNECTOR_TO_GATHERER -> network(fault, services.between(fault.target()));
      case CONNECTOR_TO_KAFKA -> network(fault, servers.toKafka(fault.target()));
      case CONNECTOR_TO_REGISTRY -> network(fault, servers.toRegistry(fault.target()));
      case GATHERER_TO_CLICKHOUSE ->
          network(fault, services.gatherers().get(fault.target()).network());
      case INSERTS -> inserts(fault, services.gatherers().get(fault.target()).inserts());
      case GROUP -> meddler.rebalance(fault.target(), fault.lasting());
      case TABLE, TOPIC -> meddler.alter(fault.kind(), fault.target());
    }
    log.fault("healed: " + name);
  }

  private void process(ScheduledFault fault) {
    ChaosProcesses.Managed process = processes.of(fault.kind().victim(), fault.target());
    switch (fault.kind()) {
      case KILL_CONNECTOR, KILL_GATHERER, KILL_CLICKHOUSE, KILL_KAFKA, KILL_REGISTRY -> {
        process.kill();
        Await.pause(fault.lasting());
        process.start();
      }
      case FREEZE_CONNECTOR, FREEZE_GATHERER, FREEZE_CLICKHOUSE, FREEZE_KAFKA -> {
        process.suspend();
        Await.pause(fault.lasting());
        process.resume();
      }
      case RESTART_CONNECTOR, RESTART_GATHERER, RESTART_CLICKHOUSE, RESTART_KAFKA -> {
        process.stop();
        process.start();
      }
      default -> throw notFor(fault);
    }
  }

  private static void network(ScheduledFault fault, TcpProxy way) {
    switch (fault.kind()) {
      case CUT_GATHERER, CUT_KAFKA, CUT_REGISTRY, CUT_CLICKHOUSE -> way.cut();
      case DELAY_GATHERER, DELAY_KAFKA, DELAY_CLICKHOUSE ->
          way.delay(Duration.ofMillis((long) DELAY_UNIT_MILLIS * fault.amount()));
      case LOSE_TO_GATHERER, LOSE_TO_KAFKA, LOSE_TO_CLICKHOUSE -> way.drop(Direction.TO_TARGET);
      case LOSE_FROM_GATHERER, LOSE_FROM_KAFKA, LOSE_FROM_REGISTRY, LOSE_FROM_CLICKHOUSE ->
          way.drop(Direction.FROM_TARGET);
      default -> throw notFor(fault);
    }
    Await.pause(fault.lasting());
    way.heal();
  }

  private static void inserts(ScheduledFault fault, ClickHouseProxy proxy) {
    int times = fault.amount();
    switch (fault.kind()) {
      case ANSWER_500_BEFORE -> proxy.answerBefore(500, 0, "Internal Server Error", times);
      case ANSWER_500_AFTER -> proxy.answerAfter(500, 0, "Internal Server Error", times);
      case ANSWER_252_BEFORE ->
          proxy.answerBefore(500, 252, "Too many parts (3000). (TOO_MANY_PARTS)", times);
      case ANSWER_252_AFTER ->
          proxy.answerAfter(500, 252, "Too many parts (3000). (TOO_MANY_PARTS)", times);
      case ANSWER_159_AFTER ->
          proxy.answerAfter(500, 159, "Timeout exceeded. (TIMEOUT_EXCEEDED)", times);
      case LATE_INSERT -> proxy.holdBefore(times);
      case NO_ANSWER -> proxy.hangAfter(times);
      case HALF_A_BODY -> proxy.cutBody(times);
      case DISK_FULL ->
          proxy.answerBefore(
              500,
              243,
              "Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)",
              ALL_INSERTS);
      default -> throw notFor(fault);
    }
    Await.pause(fault.lasting());
    proxy.heal();
    proxy.deliver();
  }

  private static IllegalArgumentException notFor(ScheduledFault fault) {
    return new IllegalArgumentException(
        fault.kind().text() + " does not happen to " + fault.kind().victim());
  }

  /** All connections pass, and processes run. */
  void healAll() {
    services.healNetwork();
    for (int i = 0; i < servers.connectors(); i++) {
      servers.toKafka(i).heal();
      servers.toRegistry(i).heal();
    }
    processes.startAll();
  }

  /** Names and last words of services that ended although nobody ended them. */
  List<String> endedByThemselves() {
    return processes.endedByThemselves();
  }
}
