package io.tributary.connector.schema;

import io.tributary.connector.decode.KeyReader;
import io.tributary.connector.decode.MetaColumn;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordReaders;
import io.tributary.connector.decode.TablePlan;
import io.tributary.connector.decode.ValueReader;
import io.tributary.connector.format.SchemaReaders;
import io.tributary.connector.registry.Lookup;
import io.tributary.connector.registry.SchemaRegistry;
import io.tributary.protocol.column.ColumnType;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Format;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.SchemaEvolution;
import io.tributary.protocol.json.JsonRowEncoder;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records whose values, keys, or both name schemas that a registry has.
 *
 * <p>Thread: the pipeline's event loop.
 */
public final class RegistryFormat implements RecordFormat {
  private static final Logger log = LoggerFactory.getLogger(RegistryFormat.class);
  private static final String META = "__";
  private static final long ASK_AGAIN_MILLIS = 1_000;
  private static final int MAX_FIELDS_NAMED = 1_000;

  private final Vertx vertx;
  private final Datasource datasource;
  private final SchemaRegistry registry;
  private final SchemaNews news;
  private final Set<Integer> awaited = new HashSet<>();
  private final Set<Integer> awaitedByValues = new HashSet<>();
  private final Set<String> ignored = new HashSet<>();

  /** The format of this datasource, whose schemas this registry has. */
  public RegistryFormat(
      Vertx vertx, Datasource datasource, SchemaRegistry registry, SchemaNews news) {
    this.vertx = vertx;
    this.datasource = datasource;
    this.registry = registry;
    this.news = news;
  }

  private Formats formats() {
    return datasource.kafka().formats();
  }

  @Override
  public RecordReaders readers(TablePlan plan, int maxRowBytes) {
    return new RecordReaders(values(plan, maxRowBytes), keys(maxRowBytes));
  }

  private ValueReader values(TablePlan plan, int maxRowBytes) {
    if (!formats().value().needsRegistry()) {
      JsonRowEncoder json = new JsonRowEncoder(plan.json(), maxRowBytes);
      return (value, out) -> json.encode(value.bytes(), value.offset(), value.length(), out);
    }
    return new FramedReader(
        registry,
        schemas(formats().value(), plan.columns(), maxRowBytes),
        "KAFKA_VALUE_FORMAT",
        awaitedByValues::add);
  }

  private KeyReader keys(int maxRowBytes) {
    Format format = formats().key();
    if (format == null || !format.needsRegistry()) {
      return KeyReader.withoutSchema(format);
    }
    // A key is stored as the JSON text of the whole.
    RowColumn key =
        new RowColumn(MetaColumn.KEY.columnName(), ColumnType.parse("String"), "$", false);
    return new FramedReader(
        registry, schemas(format, List.of(key), maxRowBytes), "KAFKA_KEY_FORMAT", id -> {});
  }

  private SchemaReaders schemas(Format format, List<RowColumn> columns, int maxRowBytes) {
    return new SchemaReaders(
        SchemaCompilers.type(format),
        SchemaCompilers.of(format, datasource, columns, maxRowBytes),
        SchemaReaders.USUAL_READERS);
  }

  @Override
  public Future<Void> prepare(int schemaId) {
    boolean unused = awaited.add(schemaId);
    news.awaits(awaited.size(), this::why);
    Promise<Void> prepared = Promise.promise();
    ask(schemaId, prepared);
    return prepared
        .future()
        .onComplete(
            done -> {
              awaited.remove(schemaId);
              news.awaits(awaited.size(), this::why);
            });
  }

  private void ask(int schemaId, Promise<Void> prepared) {
    registry
        .byId(schemaId)
        .onComplete(
            answer -> {
              if (answer.succeeded()) {
                prepared.complete();
              } else {
                // Too many wait, or this process ends.
                long unused = vertx.setTimer(ASK_AGAIN_MILLIS, now -> ask(schemaId, prepared));
              }
            });
  }

  private String why() {
    String trouble = registry.trouble();
    return trouble == null ? registry.url() : trouble;
  }

  @Override
  public List<ColumnDefinition> growth(int schemaId, TablePlan plan) {
    if (!awaitedByValues.remove(schemaId)
        || !(registry.cached(schemaId) instanceof Lookup.Found found)
        || found.schema().type() != SchemaCompilers.type(formats().value())) {
      return List.of();
    }
    List<ColumnDefinition> unread =
        UnreadFields.of(found.schema(), plan.columns()).stream()
            .filter(column -> !column.name().startsWith(META))
            .toList();
    if (formats().evolution() == SchemaEvolution.ADD_COLUMNS) {
      return unread;
    }
    unread.forEach(column -> ignored(schemaId, column.name()));
    return List.of();
  }

  private void ignored(int schemaId, String field) {
    if (ignored.size() < MAX_FIELDS_NAMED && ignored.add(field)) {
      news.ignoredFields(ignored.size());
      log.info(
          "datasource {}: field {} of schema {} has no column and is ignored",
          datasource.name(),
          field,
          schemaId);
    }
  }
}
