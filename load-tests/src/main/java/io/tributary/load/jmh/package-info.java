/**
 * Benchmarks of public entry points, one question each. Each class names its command; results are
 * published with machine and JDK, from 3 forks or more.
 */
@NullMarked
package io.tributary.load.jmh;

import org.jspecify.annotations.NullMarked;
