package io.tributary.cli.quarantine;

import io.tributary.protocol.datafile.Datasource;
import io.tributary.protocol.datafile.SchemaRegistryAddress;
import org.jspecify.annotations.Nullable;

/**
 * Whose records are replayed.
 *
 * @param registry that has their schemas, null without one
 */
public record ReplaySource(Datasource datasource, @Nullable SchemaRegistryAddress registry) {}
