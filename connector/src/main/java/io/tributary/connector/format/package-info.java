/**
 * Which reader turns the messages of a schema into rows of the present table plan.
 *
 * <pre>
 *   RegisteredSchema ─▶ SchemaReaders ─▶ SchemaCompiler of its type ─▶ RowEncoder, kept by schema id
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.connector.format.SchemaReaders}. Each format implements
 * {@link io.tributary.connector.format.SchemaCompiler} in a package of its own; this one knows none
 * of them.
 */
@NullMarked
package io.tributary.connector.format;

import org.jspecify.annotations.NullMarked;
