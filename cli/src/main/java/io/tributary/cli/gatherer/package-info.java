/**
 * What the commands ask a gatherer or a connector, over its management port. Public entries: {@link
 * io.tributary.cli.gatherer.GathererClient}, {@link io.tributary.cli.gatherer.ConnectorClient} and,
 * for what a table is like, {@link io.tributary.cli.gatherer.TableView}. One thread, which blocks.
 */
@NullMarked
package io.tributary.cli.gatherer;

import org.jspecify.annotations.NullMarked;
