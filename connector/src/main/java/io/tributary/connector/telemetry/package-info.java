/**
 * What a connector counts. {@link io.tributary.connector.telemetry.ConnectorMetric} is the
 * vocabulary: every metric with its name, kind and a sentence; {@link
 * io.tributary.connector.telemetry.PipelineMeters} are the meters of one datasource, from which
 * {@code /ready} is answered too. Written on the pipeline's event loop and on its polling thread,
 * read by any thread.
 */
@NullMarked
package io.tributary.connector.telemetry;

import org.jspecify.annotations.NullMarked;
