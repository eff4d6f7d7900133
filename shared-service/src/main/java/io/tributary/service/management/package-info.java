/**
 * The port that operators and their tools look at: {@code /metrics}, {@code /live}, {@code /ready},
 * and behind a token what a service shows of its data. Public entry: {@link
 * io.tributary.service.management.ManagementServer}; runs on one event loop.
 */
@NullMarked
package io.tributary.service.management;

import org.jspecify.annotations.NullMarked;
