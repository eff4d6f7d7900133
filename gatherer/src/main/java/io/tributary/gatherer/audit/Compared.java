package io.tributary.gatherer.audit;

import io.tributary.protocol.audit.PartitionFinding;
import io.tributary.protocol.frame.OffsetSet;

/**
 * What a comparison of one partition has found.
 *
 * @param leftOver offsets whose state is open: they were not looked at, or the finding has no room
 *     for what is wrong with them
 * @param badRows how many of the finding's rows have offsets that are bad or left over
 * @param badQuarantined how many of its quarantined offsets are bad or left over
 */
record Compared(PartitionFinding finding, OffsetSet leftOver, long badRows, long badQuarantined) {}
