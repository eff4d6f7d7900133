package io.tributary.gatherer.insert;

import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * When an insert of exactly-once rows may begin (D-8, D-16).
 *
 * @param deadlineMillis ClickHouse's time, milliseconds since the epoch: if it begins later, it
 *     stores nothing
 * @param table uuid of the table: it stores nothing in another one of that name
 * @param tooLate true when it cannot begin in time any more; asked when there is a connection, and
 *     then nothing is sent
 */
public record StartCondition(long deadlineMillis, UUID table, BooleanSupplier tooLate) {}
