/**
 * From a Kafka record to one RowBinary row: the columns of the datasource's SCHEMA, then the meta
 * columns.
 *
 * <p>Public entries: {@link io.tributary.connector.decode.TablePlan}, which matches a datasource
 * with the columns that its table really has, and the {@link
 * io.tributary.connector.decode.RecordEncoder} it makes. An encoder belongs to the event loop of
 * its pipeline.
 */
@NullMarked
package io.tributary.connector.decode;

import org.jspecify.annotations.NullMarked;
