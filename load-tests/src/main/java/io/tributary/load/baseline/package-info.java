/**
 * What the product is compared with: ready RowBinary rows, pushed into the same table by
 * ClickHouse's own Java client. Public entry: {@link io.tributary.load.baseline.ClientV2Baseline},
 * which starts {@link io.tributary.load.baseline.ClientV2Main} as a process of its own.
 */
@NullMarked
package io.tributary.load.baseline;

import org.jspecify.annotations.NullMarked;
