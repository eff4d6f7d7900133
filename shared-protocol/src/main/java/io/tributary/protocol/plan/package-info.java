/**
 * What a row of a datasource is made of, wherever its messages come from:
 *
 * <pre>
 *   Datasource ─┬─▶ TablePlan        the columns of its SCHEMA, then the meta columns
 *   the table ──┘
 *   Datasource ───▶ QuarantineTable ─▶ QuarantineEncoder   a row of {@code <table>_quarantine}
 * </pre>
 *
 * <p>Public entries: {@link io.tributary.protocol.plan.TablePlan}, which matches a datasource with
 * the columns that its table really has, {@link io.tributary.protocol.plan.MetaFields}, which says
 * where a row came from, and {@link io.tributary.protocol.plan.QuarantineEncoder} for messages that
 * make no row. Plans are immutable; an encoder belongs to one thread.
 */
@NullMarked
package io.tributary.protocol.plan;

import org.jspecify.annotations.NullMarked;
