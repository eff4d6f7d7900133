package io.tributary.connector;

import io.tributary.connector.decode.PlainJson;
import io.tributary.connector.decode.RecordFormat;
import io.tributary.connector.kafka.SourceSettings;
import io.tributary.connector.pipeline.Pipeline;
import io.tributary.connector.registry.RegistryAddress;
import io.tributary.connector.registry.RegistryLog;
import io.tributary.connector.registry.SchemaRegistry;
import io.tributary.connector.schema.RegistryFormat;
import io.tributary.connector.schema.SchemaNews;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.protocol.audit.ConnectorPositions;
import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.Formats;
import io.tributary.protocol.datafile.Project;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.management.ManagementServer;
import io.tributary.service.process.Service;
import io.tributary.service.process.ServiceContext;
import io.tributary.service.process.StartException;
import io.tributary.service.telemetry.Meters;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a pipeline for every datasource of a project that reads from Kafka.
 *
 * <p>Failure semantics: a datasource that cannot start stops the start; one that cannot go on later
 * stops the process. In both cases nothing is committed that is not durable.
 *
 * <p>Thread: called from the main thread; pipelines live on event loops of their own.
 */
final class Connector implements Service {
  private static final Logger log = LoggerFactory.getLogger(Connector.class);

  private final ServiceContext process;
  private final ConnectorSettings settings;
  private final Project project;
  private final List<Datasource> datasources;
  private final Meters meters = new Meters();
  private final Map<String, PipelineMeters> pipelines = new LinkedHashMap<>();
  private final Map<SchemaRegistryAddress, SchemaRegistry> registries = new HashMap<>();
  private final ManagementServer management;
  private final List<String> deployments = new ArrayList<>();
  private final List<Pipeline> running = new ArrayList<>();

  Connector(ServiceContext process, ConnectorSettings settings, Project project) {
    this.process = process;
    this.settings = settings;
    this.project = project;
    this.datasources =
        project.datasources().stream().filter(one -> one.kafka().isPresent()).toList();
    for (Datasource datasource : datasources) {
      String name = datasource.name();
      long bound = settings.pipeline().maxUnsettledBytes();
      pipelines.put(name, new PipelineMeters(meters, name, bound));
    }
    this.management =
        new ManagementServer(
                process.vertx(),
                settings.management(),
                "CONNECTOR_MANAGEMENT_LISTEN",
                new ManagementServer.Sources(meters::page, this::notReady))
            .serveData("/positions", settings.uplink().token(), this::positions);
  }

  private List<String> notReady() {
    return pipelines.values().stream().flatMap(pipeline -> pipeline.notReady().stream()).toList();
  }

  @Override
  public Future<String> start() {
    if (datasources.isEmpty()) {
      return Future.failedFuture(
          new StartException(
              FailureCode.NO_DATASOURCES,
              (project.datasources().isEmpty()
                      ? "no .datasource files in "
                      : "no .datasource file with KAFKA_* settings in ")
                  + settings.datafiles()));
    }
    sayWhatIsLeftAlone();
    meters.watchProcess();
    return management
        .start()
        .compose(
            address -> {
              List<Future<String>> pipelines = datasources.stream().map(this::deploy).toList();
              return Future.all(pipelines).map(v -> address);
            })
        .map(address -> "management=" + address + " datasources=" + datasources.size());
  }

  private void sayWhatIsLeftAlone() {
    List<String> others =
        project.datasources().stream()
            .filter(one -> one.kafka().isEmpty())
            .map(Datasource::name)
            .toList();
    if (!others.isEmpty()) {
      log.info(
          "datasources that only HTTP fills are left to the gatherer: {}",
          String.join(", ", others));
    }
  }

  private Future<String> deploy(Datasource datasource) {
    Pipeline pipeline =
        new Pipeline(
            datasource,
            settings.pipeline(),
            new Pipeline.Ends(
                source(datasource),
                format(datasource),
                settings.uplink(),
                Objects.requireNonNull(pipelines.get(datasource.name())),
                process.fatal()));
    return process
        .vertx()
        .deployVerticle(pipeline)
        .onSuccess(deployment -> deployed(deployment, pipeline));
  }

  private synchronized void deployed(String deployment, Pipeline pipeline) {
    deployments.add(deployment);
    running.add(pipeline);
  }

  private void positions(HttpServerRequest request) {
    if (!request.method().equals(HttpMethod.GET)) {
      Future<Void> unused = request.response().setStatusCode(405).end("only GET\n");
      return;
    }
    List<Future<List<ConnectorPositions.Partition>>> asked;
    synchronized (this) {
      asked = running.stream().map(Pipeline::positions).toList();
    }
    Future<Void> unused =
        Future.all(asked)
            .map(all -> all.<List<ConnectorPositions.Partition>>list())
            .map(all -> new ConnectorPositions(all.stream().flatMap(List::stream).toList()))
            .compose(
                positions ->
                    request
                        .response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                        .end(positions.toJson()));
  }

  private RecordFormat format(Datasource datasource) {
    Formats formats = datasource.formats();
    SchemaRegistryAddress registry = connection(datasource).schemaRegistry();
    if (!formats.needsRegistry() || registry == null) {
      return new PlainJson(formats.key());
    }
    return new RegistryFormat(
        process.vertx(),
        datasource,
        registries.computeIfAbsent(registry, this::registry),
        news(Objects.requireNonNull(pipelines.get(datasource.name()))));
  }

  private static SchemaNews news(PipelineMeters meters) {
    return new SchemaNews() {
      @Override
      public void awaits(int schemas, Supplier<String> why) {
        meters.awaitsSchemas(schemas, why);
      }

      @Override
      public void ignoredFields(int fields) {
        meters.ignoredFields(fields);
      }
    };
  }

  private SchemaRegistry registry(SchemaRegistryAddress address) {
    return new SchemaRegistry(
        process.vertx(), RegistryAddress.of(address), settings.registry(), new RegistryLog());
  }

  private Connection connection(Datasource datasource) {
    String name = datasource.topicSource().connectionName();
    Connection connection = project.connections().get(name);
    if (connection == null) {
      throw new StartException(
          FailureCode.CONNECTION_MISSING,
          "datasource " + datasource.name() + ": no connection " + name);
    }
    return connection;
  }

  private SourceSettings source(Datasource datasource) {
    return SourceSettings.of(datasource, connection(datasource), settings.kafka());
  }

  @Override
  public Future<Void> stop() {
    List<String> deployed;
    synchronized (this) {
      deployed = List.copyOf(deployments);
      running.clear();
    }
    List<Future<Void>> stops =
        deployed.stream().map(deployment -> process.vertx().undeploy(deployment)).toList();
    return Future.join(stops)
        .onComplete(result -> registries.values().forEach(SchemaRegistry::close))
        .transform(result -> management.stop())
        .onComplete(result -> meters.close());
  }
}
