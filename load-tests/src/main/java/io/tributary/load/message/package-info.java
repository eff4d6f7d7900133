/**
 * JSON messages of several schemas, for benchmarks and for data sets of load runs: the same random
 * numbers give the same messages. Public entry: {@link io.tributary.load.message.JsonMessages}.
 * Pure; any thread.
 */
@NullMarked
package io.tributary.load.message;

import org.jspecify.annotations.NullMarked;
