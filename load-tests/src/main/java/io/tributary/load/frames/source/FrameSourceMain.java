package io.tributary.load.frames.source;

import io.tributary.connector.uplink.UplinkSettings;
import io.tributary.protocol.datafile.Datafiles;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The process: connects to the gatherer, listens for commands, and says {@code READY control=PORT}.
 *
 * <p>Arguments: address of the gatherer, URL of ClickHouse, database, folder of datafiles, rows to
 * encode, partitions, seed.
 */
public final class FrameSourceMain {
  private FrameSourceMain() {}

  public static void main(String[] args) throws Exception {
    Datasource datasource =
        Datafiles.load(Path.of(args[3]), System::getenv).datasources().getFirst();
    EncodedRows.Choice choice =
        new EncodedRows.Choice(
            Integer.parseInt(args[4]), Integer.parseInt(args[5]), Long.parseLong(args[6]));
    DirectInserts inserts = new DirectInserts(args[1], args[2]);
    Vertx vertx =
        Vertx.vertx(
            new VertxOptions()
                // An insert phase is one task.
                .setMaxWorkerExecuteTime(1)
                .setMaxWorkerExecuteTimeUnit(TimeUnit.HOURS));
    vertx.runOnContext(
        start -> {
          FrameSource source =
              new FrameSource(vertx, settings(Address.parse(args[0])), datasource, choice);
          source.start();
          new Control(vertx, source, inserts)
              .listen()
              .onSuccess(port -> System.out.println("READY control=" + port))
              .onFailure(
                  failure -> {
                    System.err.println("cannot listen: " + failure);
                    System.exit(1);
                  });
        });
  }

  /** Those of a connector, as they are by default. */
  private static UplinkSettings settings(Address gatherer) {
    return new UplinkSettings(
        List.of(gatherer),
        new Secret(""),
        "frame-source",
        UUID.randomUUID(),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(30));
  }
}
