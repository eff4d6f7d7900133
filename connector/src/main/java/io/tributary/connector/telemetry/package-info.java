/**
 * What a connector counts. {@link io.tributary.connector.telemetry.ConnectorMetric} is the
 * vocabulary: every metric with its name, unit and a sentence; {@link
 * io.tributary.connector.telemetry.PipelineMeters} are the meters of one datasource. Written on the
 * pipeline's event loop, read by any thread.
 */
@NullMarked
package io.tributary.connector.telemetry;

import org.jspecify.annotations.NullMarked;
