package io.tributary.load.chaos;

import io.tributary.load.chaos.schedule.Victim;
import io.tributary.load.process.Await;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.sandbox.SandboxException;
import io.tributary.sandbox.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * All processes of a run, each of which is started again whenever it should run and does not, as
 * whoever keeps services running does it.
 *
 * <p>Thread: any, and one of its own that looks.
 */
final class ChaosProcesses implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final int STARTS = 5;
  private static final int LAST_LINES = 5;

  private final List<Entry> all = new ArrayList<>();
  private final List<String> ended = new CopyOnWriteArrayList<>();
  private final Thread watch = Thread.ofVirtual().name("chaos-watch").unstarted(this::watch);
  private volatile boolean closed;

  private record Entry(Victim kind, int index, Managed process) {}

  ChaosProcesses(ChaosServers servers, ChaosServices services) {
    for (int i = 0; i < services.connectors().size(); i++) {
      add(Victim.CONNECTOR, i, services.connectors().get(i));
    }
    for (int i = 0; i < services.gatherers().size(); i++) {
      add(Victim.GATHERER, i, services.gatherers().get(i).service());
    }
    var kafka = servers.kafka();
    var clickHouse = servers.clickHouse();
    var registry = servers.registry();
    add(Victim.KAFKA, 0, new Managed("kafka", kafka::process, kafka::start, kafka::kill));
    add(
        Victim.CLICKHOUSE,
        0,
        new Managed("clickhouse", clickHouse::process, clickHouse::start, clickHouse::kill));
    add(
        Victim.REGISTRY,
        0,
        new Managed("registry", registry::process, registry::start, registry::kill));
  }

  private void add(Victim kind, int index, ServiceUnderLoad service) {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + index;
    add(kind, index, new Managed(name, service::running, service::start, service::kill));
  }

  private void add(Victim kind, int index, Managed process) {
    all.add(new Entry(kind, index, process));
  }

  /** Begins to look after them. */
  void watchOver() {
    watch.start();
  }

  Managed of(Victim kind, int index) {
    return all.stream()
        .filter(entry -> entry.kind() == kind && entry.index() == index)
        .map(Entry::process)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + index));
  }

  void startAll() {
    all.forEach(entry -> entry.process().start());
  }

  List<String> endedByThemselves() {
    return List.copyOf(ended);
  }

  private void watch() {
    while (!closed) {
      for (Entry entry : all) {
        if (entry.process().hasEndedByItself() && !closed) {
          ended.add(entry.process().name() + " ended by itself: " + lastLines(entry.process()));
          entry.process().start();
        }
      }
      Await.pause(LOOK_EVERY);
    }
  }

  private static String lastLines(Managed process) {
    Path log = process.log();
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join(
          " / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + log;
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  /** One process. */
  static final class Managed {
    private final String name;
    private final Supplier<ServerProcess> process;
    private final Runnable starting;
    private final Runnable killing;
    private volatile boolean wanted = true;

    Managed(String name, Supplier<ServerProcess> process, Runnable starting, Runnable killing) {
      this.name = name;
      this.process = process;
      this.starting = starting;
      this.killing = killing;
    }

    String name() {
      return name;
    }

    Path log() {
      return process.get().log();
    }

    synchronized void kill() {
      wanted = false;
      killing.run();
    }

    synchronized void stop() {
      wanted = false;
      process.get().stop();
    }

    /** A restart may take longer than the schedule says, so it may not run yet. */
    synchronized void suspend() {
      start();
      process.get().suspend();
    }

    void resume() {
      if (process.get().isAlive()) {
        process.get().resume();
      }
    }

    /** What it needs may be away, so a start that fails is tried again. */
    synchronized void start() {
      for (int left = STARTS; !process.get().isAlive(); left--) {
        try {
          starting.run();
        } catch (SandboxException e) {
          if (left <= 1) {
            throw e;
          }
        }
      }
      wanted = true;
    }

    synchronized boolean hasEndedByItself() {
      return wanted && !process.get().isAlive();
    }
  }
}
