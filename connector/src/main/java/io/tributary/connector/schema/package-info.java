/**
 * Records that name schemas which a registry has: fetching those, choosing the reader of each, and
 * finding fields that have no column.
 *
 * <pre>
 *   record ─▶ FramedReader ─▶ SchemaReaders ─▶ reader of the schema ─▶ row
 *                 │ not there
 *                 ▼
 *            RegistryFormat ─▶ SchemaRegistry
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.connector.schema.RegistryFormat}.
 */
@NullMarked
package io.tributary.connector.schema;

import org.jspecify.annotations.NullMarked;
