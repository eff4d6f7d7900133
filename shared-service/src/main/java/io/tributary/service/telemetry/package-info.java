/**
 * How a service says what it counts. Each service has one enum whose entries are its {@link
 * io.tributary.service.telemetry.Metric metrics}; {@link io.tributary.service.telemetry.Meters}
 * makes the meters that stand in them and writes the page that Prometheus reads.
 *
 * <p>Meters are moved on any thread, per batch or per poll, never per row.
 */
@NullMarked
package io.tributary.service.telemetry;

import org.jspecify.annotations.NullMarked;
