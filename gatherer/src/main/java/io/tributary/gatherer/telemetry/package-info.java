/**
 * What a gatherer counts. {@link io.tributary.gatherer.telemetry.GathererMetric} is the vocabulary:
 * every metric with its name, kind and a sentence; {@link
 * io.tributary.gatherer.telemetry.GathererMeters} are the meters, moved per batch or insert on any
 * thread.
 */
@NullMarked
package io.tributary.gatherer.telemetry;

import org.jspecify.annotations.NullMarked;
