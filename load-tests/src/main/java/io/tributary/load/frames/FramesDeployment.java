package io.tributary.load.frames;

import io.tributary.load.process.Merges;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import io.tributary.load.workload.ClickEvents;
import io.tributary.load.workload.KafkaProject;
import io.tributary.sandbox.Sandbox;
import io.tributary.sandbox.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ClickHouse for all phases, and a gatherer and a frame source for each, all processes of their
 * own.
 *
 * <p>Thread: the run's; calls block.
 */
final class FramesDeployment implements AutoCloseable {
  static final String DATABASE = "load";

  private final Path folder;
  private final FramesOptions options;
  private final Sandbox sandbox;
  private final SqlClient sql;
  private final Path datafiles;
  private @Nullable ServiceUnderLoad gatherer;
  private @Nullable SourceProcess source;
  private int started;

  FramesDeployment(Path folder, FramesOptions options) {
    this.folder = folder;
    this.options = options;
    this.sandbox = Sandbox.start(folder.resolve("servers"));
    // No row comes from Kafka here, and it would take its share of the cores.
    sandbox.kafka().kill();
    sandbox.clickHouse().createDatabase(DATABASE);
    this.sql = new SqlClient(sandbox.clickHouse().url(), "", "");
    this.datafiles = datafiles();
  }

  private Path datafiles() {
    KafkaProject project =
        new KafkaProject(
            "127.0.0.1:1",
            "frames",
            ClickEvents.SCHEMA,
            "ENGINE MergeTree\nENGINE_SORTING_KEY timestamp",
            "frames",
            "load-frames",
            "earliest");
    try {
      return project.write(folder).toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  /** A new gatherer in place of the one before, and a new source for it. */
  void restart(Map<String, String> settings) {
    endServices();
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(options.gatherer().settings());
    Path own = folder.resolve("services-" + started++);
    ServiceUnderLoad made =
        ServiceUnderLoad.gatherer(own, sandbox.clickHouse().url(), DATABASE, all)
            .withJvmOptions(options.gatherer().jvm());
    gatherer = made;
    made.start();
    source =
        SourceProcess.start(
            new SourceProcess.Target(
                made.listen(), sandbox.clickHouse().url(), DATABASE, datafiles),
            options.rows(),
            own.resolve("frame-source.log"));
  }

  private void endServices() {
    if (source != null) {
      source.close();
      source = null;
    }
    if (gatherer != null) {
      gatherer.close();
      gatherer = null;
    }
  }

  FramesOptions options() {
    return options;
  }

  ServiceUnderLoad gatherer() {
    ServiceUnderLoad running = gatherer;
    if (running == null) {
      throw new IllegalStateException("no gatherer was started");
    }
    return running;
  }

  SourceProcess source() {
    SourceProcess running = source;
    if (running == null) {
      throw new IllegalStateException("no frame source was started");
    }
    return running;
  }

  ServerProcess clickHouse() {
    return sandbox.clickHouse().process();
  }

  /** Pids by what people call the processes. */
  long gathererPid() {
    return gatherer().running().pid();
  }

  /** Rows in a table. */
  long rows(String table) {
    return sql.number("SELECT count() FROM " + DATABASE + "." + table);
  }

  /** Parts that inserts have ever made in a table: each takes the next number of its partition. */
  long partsMade(String table) {
    return sql.number(
        "SELECT max(max_block_number) FROM system.parts WHERE database = '%s' AND table = '%s'"
            .formatted(DATABASE, table));
  }

  /** Empties a table that is not needed any more. */
  void truncate(String table) {
    String unused = sql.query("TRUNCATE TABLE " + DATABASE + "." + table);
  }

  /** Waits until no merge runs, so that what comes next is not charged for what was before. */
  void quiet() {
    Merges.awaitEnd(sql);
  }

  @Override
  public void close() {
    try (sandbox) {
      endServices();
    }
  }
}
