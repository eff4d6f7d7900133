/**
 * From Avro's binary form to RowBinary rows in one pass, without a record object and without an
 * object per row.
 *
 * <pre>
 *   writer schema ── AvroSchema ─┐
 *   columns ─────────────────────┴─ compile ──▶ AvroRowPlan    Place: where columns look
 *                                                   │          Steps: walk to these places
 *   message ──▶ AvroCursor ──▶ AvroRowEncoder ── Step ──▶ ValueReader ──▶ RowAssembly ──▶ row
 *                                                Skip: what no column takes
 *                                                TextForm: what a String column takes as JSON
 * </pre>
 *
 * Public entries: {@link io.tributary.protocol.avro.AvroSchema} and {@link
 * io.tributary.protocol.avro.AvroRowPlan}, immutable, any thread; {@link
 * io.tributary.protocol.avro.AvroRowEncoder} and {@link io.tributary.protocol.avro.AvroText}, one
 * thread each.
 *
 * <p>Apache Avro's library reads the schemas and nothing else. Which reader fills a column type
 * from a schema is chosen by {@code ValueReaders}, with numbers in {@code WholeTargets} and times
 * in {@code TimeTargets}; texts are read as JSON's strings are. What is taken is what ClickHouse's
 * own {@code FORMAT Avro} takes, and more; the comparison of the two is in the load tests.
 */
@NullMarked
package io.tributary.protocol.avro;

import org.jspecify.annotations.NullMarked;
