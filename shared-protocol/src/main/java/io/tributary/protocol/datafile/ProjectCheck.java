package io.tributary.protocol.datafile;

import io.tributary.protocol.quarantine.QuarantineName;
import io.tributary.protocol.wording.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the files of a project must not say about each other. */
final class ProjectCheck {
  /** A datasource and the settings that its problems are added to. */
  record Loaded(Datasource datasource, DatafileSettings settings) {}

  private final Set<String> connectionNames;
  private final Map<String, Connection> connections;
  private final Map<String, Loaded> datasources;
  private final Map<List<String>, String> consumers = new HashMap<>();

  /**
   * @param connectionNames of every connection file, also of those with problems
   * @param connections those without problems, by name
   * @param datasources those that could be read, by name, in the order of names
   */
  ProjectCheck(
      Set<String> connectionNames,
      Map<String, Connection> connections,
      Map<String, Loaded> datasources) {
    this.connectionNames = connectionNames;
    this.connections = connections;
    this.datasources = datasources;
  }

  void run() {
    for (Loaded loaded : datasources.values()) {
      loaded
          .datasource()
          .kafka()
          .ifPresent(
              kafka -> {
                connectionExists(loaded, kafka);
                consumerIsUnique(loaded, kafka);
                registryIsThere(loaded, kafka);
              });
      tableIsNoQuarantine(loaded);
    }
  }

  private void connectionExists(Loaded loaded, KafkaSource kafka) {
    String name = kafka.connectionName();
    if (!connectionNames.contains(name)) {
      String hint = Wording.didYouMean(name, connectionNames);
      loaded
          .settings()
          .refuse(
              "KAFKA_CONNECTION_NAME",
              "names no .connection file of this project"
                  + (hint.isEmpty() ? "; add one of that name" : hint));
    }
  }

  /** Two datasources of one group and topic would overwrite each other's committed offsets. */
  private void consumerIsUnique(Loaded loaded, KafkaSource kafka) {
    Datasource datasource = loaded.datasource();
    Connection connection = connections.get(kafka.connectionName());
    if (connection == null) {
      return;
    }
    List<String> consumer = List.of(connection.bootstrapServers(), kafka.topic(), kafka.groupId());
    String other = consumers.putIfAbsent(consumer, datasource.name());
    if (other != null) {
      loaded
          .settings()
          .refuse(
              "KAFKA_GROUP_ID",
              "already reads this topic for datasource " + other + "; use another group");
    }
  }

  /** Formats with schemas need to know where the schemas are kept. */
  private void registryIsThere(Loaded loaded, KafkaSource kafka) {
    Connection connection = connections.get(kafka.connectionName());
    if (connection == null || connection.hasSchemaRegistry() || !kafka.formats().needsRegistry()) {
      return;
    }
    loaded
        .settings()
        .refuse(
            kafka.formats().value().needsRegistry() ? "KAFKA_VALUE_FORMAT" : "KAFKA_KEY_FORMAT",
            "needs a schema registry; add KAFKA_SCHEMA_REGISTRY_URL to "
                + connection.name()
                + ".connection");
  }

  private void tableIsNoQuarantine(Loaded loaded) {
    String name = loaded.datasource().name();
    if (QuarantineName.tableOf(name).filter(datasources::containsKey).isPresent()) {
      String problem =
          "would fill " + name + ", the quarantine table of another datasource; rename this file";
      if (loaded.datasource().kafka().isPresent()) {
        loaded.settings().refuse("KAFKA_TOPIC", problem);
      } else {
        loaded.settings().refuseUnseen("SCHEMA", problem);
      }
    }
  }
}
