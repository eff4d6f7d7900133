package io.tributary.connector.pipeline;

import io.tributary.connector.claim.HeldOffsets;
import io.tributary.connector.claim.Tenure;
import io.tributary.connector.uplink.StreamLink;

/**
 * A partition whose claim holds.
 *
 * @param rows the claim, for good rows
 * @param from first offset to read
 * @param held offsets that must not become rows
 * @param tenure what may be sent and committed
 */
record Holding(StreamLink rows, long from, HeldOffsets held, Tenure tenure) {

  int partition() {
    return rows.partition();
  }
}
