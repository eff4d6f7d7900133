/**
 * From a Kafka record to one RowBinary row: the columns of the datasource's SCHEMA, then the meta
 * columns.
 *
 * <p>Public entry: {@link io.tributary.connector.decode.RecordEncoder}, made of the {@link
 * io.tributary.protocol.plan.TablePlan} of its table. An encoder belongs to the event loop of its
 * pipeline.
 */
@NullMarked
package io.tributary.connector.decode;

import org.jspecify.annotations.NullMarked;
