/**
 * What tables are there and what columns they have, and the creation of those that are missing.
 * Public entry: {@link io.tributary.gatherer.schema.TableCatalog}, for any event loop.
 */
@NullMarked
package io.tributary.gatherer.schema;

import org.jspecify.annotations.NullMarked;
