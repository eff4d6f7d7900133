package io.tributary.cli.quarantine;

import io.tributary.cli.gatherer.GathererException;
import io.tributary.connector.decode.PlainJson;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.registry.RegistryAddress;
import io.tributary.connector.registry.RegistryEvents;
import io.tributary.connector.registry.SchemaRegistry;
import io.tributary.connector.schema.RegistryFormat;
import io.tributary.connector.schema.SchemaNews;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The format of a datasource, outside of a connector: who needs a schema waits for it.
 *
 * <p>Thread: one, which blocks.
 */
final class ReplayFormat implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final RecordFormat format;
  private final @Nullable Registry registry;

  private record Registry(Vertx vertx, SchemaRegistry client) {}

  ReplayFormat(ReplaySource source) {
    Datasource datasource = source.datasource();
    ReplaySource.Registry known = source.registry();
    if (known == null || !datasource.formats().needsRegistry()) {
      registry = null;
      format = new PlainJson(datasource.formats().key());
      return;
    }
    Vertx vertx = Vertx.vertx();
    SchemaRegistry client =
        new SchemaRegistry(
            vertx, RegistryAddress.of(known.address()), known.settings(), RegistryEvents.NONE);
    registry = new Registry(vertx, client);
    format = new RegistryFormat(vertx, datasource, client, SchemaNews.NONE);
  }

  RecordReaders readers(TablePlan plan, int maxRowBytes) {
    return format.readers(plan, maxRowBytes);
  }

  /**
   * Gets a schema.
   *
   * @throws GathererException if the registry does not answer for 30 s
   */
  void prepare(int schemaId, TablePlan plan) {
    try {
      Void unused =
          format
              .prepare(schemaId)
              .toCompletionStage()
              .toCompletableFuture()
              .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      // A replay adds no columns; what has none is left out.
      List<ColumnDefinition> unusedGrowth = format.growth(schemaId, plan);
      format.ready(schemaId);
    } catch (TimeoutException e) {
      String why = registry == null ? null : registry.client().trouble();
      throw new GathererException(
          0, "schema %d does not come: %s".formatted(schemaId, why == null ? "no answer" : why));
    } catch (ExecutionException e) {
      throw new GathererException(
          0, "schema %d cannot be had: %s".formatted(schemaId, e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GathererException(0, "interrupted");
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.client().close();
      registry.vertx().close().await();
    }
  }
}
