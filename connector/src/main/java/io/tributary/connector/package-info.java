/**
 * The connector process: one {@link io.tributary.connector.pipeline.Pipeline} per datasource.
 * {@link io.tributary.connector.ConnectorMain} starts it, {@link io.tributary.connector.Connector}
 * wires it.
 */
@NullMarked
package io.tributary.connector;

import org.jspecify.annotations.NullMarked;
