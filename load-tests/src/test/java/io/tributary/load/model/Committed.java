package io.tributary.load.model;

import io.tributary.connector.claim.CommitMark;
import org.jspecify.annotations.Nullable;

/**
 * What a group has committed for a partition.
 *
 * @param mark none where somebody else has committed
 */
record Committed(int offset, @Nullable CommitMark mark) {}
