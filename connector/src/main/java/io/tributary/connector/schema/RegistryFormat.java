package io.tributary.connector.schema;

import io.tributary.connector.decode.KeyReader;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.decode.RecordReaders;
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
import io.tributary.protocol.plan.MetaColumn;
import io.tributary.protocol.plan.TablePlan;
import io.tributary.protocol.row.RowColumn;
import io.tributary.protocol.row.RowProblem;
import io.tributary.protocol.table.ColumnDefinition;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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
  private static final int MAX_IDS = 10_000;

  private final Vertx vertx;
  private final Datasource datasource;
  private final SchemaRegistry registry;
  private final SchemaNews news;
  // Read by who asks why, on any thread.
  private final Set<Integer> awaited = ConcurrentHashMap.newKeySet();
  private final Set<Integer> awaitedByValues = new HashSet<>();
  private final Set<Integer> growing = new HashSet<>();
  // Of values; the table has what they need.
  private final Set<Integer> grown =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
              return size() > MAX_IDS;
            }
          });
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
    return datasource.formats();
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
    return new FramedReader(new Values(), schemas(formats().value(), plan.columns(), maxRowBytes));
  }

  private KeyReader keys(int maxRowBytes) {
    Format format = formats().key();
    if (format == null || !format.needsRegistry()) {
      return KeyReader.withoutSchema(format);
    }
    // A key is stored as the JSON text of the whole.
    RowColumn key =
        new RowColumn(MetaColumn.KEY.columnName(), ColumnType.parse("String"), "$", false);
    return new FramedReader(new Keys(format), schemas(format, List.of(key), maxRowBytes));
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
    return prepared.future();
  }

  @Override
  public void ready(int schemaId) {
    awaited.remove(schemaId);
    news.awaits(awaited.size(), this::why);
    if (growing.remove(schemaId)) {
      grown.add(schemaId);
    }
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
    if (trouble != null) {
      return trouble;
    }
    boolean known = awaited.stream().anyMatch(id -> registry.cached(id) instanceof Lookup.Found);
    return known
        ? "the gatherer has not added its columns yet"
        : "the schema registry " + registry.url() + " has not answered yet";
  }

  @Override
  public List<ColumnDefinition> growth(int schemaId, TablePlan plan) {
    if (!awaitedByValues.remove(schemaId)) {
      return List.of();
    }
    if (!(registry.cached(schemaId) instanceof Lookup.Found found)) {
      return List.of();
    }
    growing.add(schemaId);
    if (found.schema().type() != SchemaCompilers.type(formats().value())) {
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

  /** Values may need new columns before they are read. */
  private final class Values implements FramedReader.Part {

    @Override
    public String setting() {
      return "KAFKA_VALUE_FORMAT";
    }

    @Override
    public @Nullable Lookup lookup(int schemaId) {
      Lookup lookup = registry.cached(schemaId);
      if (lookup == null || (lookup instanceof Lookup.Found && !grown.contains(schemaId))) {
        awaitedByValues.add(schemaId);
        return null;
      }
      return lookup;
    }

    @Override
    public RowProblem ofRecord(RowProblem problem) {
      return problem;
    }
  }

  private final class Keys implements FramedReader.Part {
    private final Format format;

    Keys(Format format) {
      this.format = format;
    }

    @Override
    public String setting() {
      return "KAFKA_KEY_FORMAT";
    }

    @Override
    public @Nullable Lookup lookup(int schemaId) {
      return registry.cached(schemaId);
    }

    @Override
    public RowProblem ofRecord(RowProblem problem) {
      return new RowProblem(
          problem.kind(),
          MetaColumn.KEY.columnName(),
          "the record's key",
          problem.value(),
          format.text(),
          problem.reason());
    }
  }
}
