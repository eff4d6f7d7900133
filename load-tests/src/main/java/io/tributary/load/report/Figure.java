package io.tributary.load.report;

import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Something that is measured in a run.
 *
 * @param name with its unit
 * @param value empty when the run does not tell it
 */
record Figure(String name, Better better, Function<RunResult, OptionalDouble> value) {}
