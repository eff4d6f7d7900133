/**
 * Data to drive the product with: seeded, so that two runs read the same bytes. Public entries:
 * {@link io.tributary.load.workload.ClickEvents} and {@link
 * io.tributary.load.workload.EventProducer}.
 */
@NullMarked
package io.tributary.load.workload;

import org.jspecify.annotations.NullMarked;
