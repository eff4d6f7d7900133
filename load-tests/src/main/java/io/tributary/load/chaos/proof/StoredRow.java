package io.tributary.load.chaos.proof;

/**
 * A row of a table or its quarantine.
 *
 * @param number of the record; -1 in a quarantine
 * @param asWritten whether all values follow from the number
 * @param insert token of the insert that brought it, empty in a quarantine
 */
record StoredRow(int partition, long offset, long number, boolean asWritten, String insert) {}
