package io.tributary.protocol.datafile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a project folder says. Names are unique, and every datasource's connection is there.
 *
 * @param connections by name, in the order of names
 * @param datasources in the order of names
 */
public record Project(Map<String, Connection> connections, List<Datasource> datasources) {
  public Project {
    connections = Collections.unmodifiableMap(new LinkedHashMap<>(connections));
    datasources = List.copyOf(datasources);
  }
}
