package io.tributary.load.chaos.schedule;

/** What a fault happens to; no two faults happen to the same one at a time. */
public enum Victim {
  CONNECTOR,
  GATHERER,
  CLICKHOUSE,
  KAFKA,
  REGISTRY,
  /** Connections of one connector to one gatherer. */
  CONNECTOR_TO_GATHERER,
  /** Connections of one connector to Kafka. */
  CONNECTOR_TO_KAFKA,
  /** Connections of one connector to the schema registry. */
  CONNECTOR_TO_REGISTRY,
  /** Connections of one gatherer to ClickHouse. */
  GATHERER_TO_CLICKHOUSE,
  /** What one gatherer is told about its inserts. */
  INSERTS,
  /** A source's consumer group, topic or table. */
  GROUP,
  TABLE,
  TOPIC;

  /** Whether nothing moves while it is away. */
  boolean isNeededByAll() {
    return this == CLICKHOUSE || this == KAFKA;
  }

  /** How many there are of it. */
  int count(Topology topology) {
    return switch (this) {
      case CONNECTOR, CONNECTOR_TO_KAFKA, CONNECTOR_TO_REGISTRY -> topology.connectors();
      case GATHERER, GATHERER_TO_CLICKHOUSE, INSERTS -> topology.gatherers();
      case CONNECTOR_TO_GATHERER -> topology.connectors() * topology.gatherers();
      case CLICKHOUSE, KAFKA, REGISTRY -> 1;
      case GROUP, TABLE, TOPIC -> topology.sources();
    };
  }
}
