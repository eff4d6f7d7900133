package io.tributary.gatherer.ledger;

import io.tributary.protocol.frame.SourcePartition;

/**
 * What is claimed: a partition of a topic for one table and its quarantine.
 *
 * @param table the rows' table, not its quarantine
 */
record TableSource(String table, SourcePartition source) {}
