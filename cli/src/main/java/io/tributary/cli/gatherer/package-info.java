/**
 * What the commands ask a gatherer, over its management port. Public entries: {@link
 * io.tributary.cli.gatherer.GathererClient} and, for what a table is like, {@link
 * io.tributary.cli.gatherer.TableView}. One thread, which blocks.
 */
@NullMarked
package io.tributary.cli.gatherer;

import org.jspecify.annotations.NullMarked;
