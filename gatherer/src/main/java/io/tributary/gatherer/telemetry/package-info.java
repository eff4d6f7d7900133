/**
 * What a gatherer counts. Public entries: {@link io.tributary.gatherer.telemetry.GathererMetric},
 * the vocabulary, and {@link io.tributary.gatherer.telemetry.GathererMeters}, for any thread.
 */
@NullMarked
package io.tributary.gatherer.telemetry;

import org.jspecify.annotations.NullMarked;
