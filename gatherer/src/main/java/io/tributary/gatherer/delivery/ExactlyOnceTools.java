package io.tributary.gatherer.delivery;

import io.tributary.gatherer.insert.HeldRows;
import io.tributary.gatherer.insert.RunningInserts;
import io.tributary.gatherer.insert.ServerClock;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * What inserts of exactly-once rows need beside an inserter. Any thread.
 *
 * @param clock ClickHouse's
 * @param running which inserts run
 * @param held which rows a table holds
 * @param repeatsHeal true for a table where a repeat of the same bytes under the same token stores
 *     each row once, in the table and in its views, and a fill would leave rows out of its views;
 *     fails when ClickHouse does not tell now
 * @param killAfter how long an insert whose answer was lost may go on running
 */
public record ExactlyOnceTools(
    ServerClock clock,
    RunningInserts running,
    HeldRows held,
    Function<String, Future<Boolean>> repeatsHeal,
    Duration killAfter) {}
