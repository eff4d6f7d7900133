/**
 * What tables are there and what columns they have, and the creation of those that are missing:
 * {@link io.tributary.gatherer.schema.TableCatalog}. How many parts they have, and how many they
 * may have: {@link io.tributary.gatherer.schema.PartsCensus}. Both are public entries, for any
 * event loop.
 */
@NullMarked
package io.tributary.gatherer.schema;

import org.jspecify.annotations.NullMarked;
