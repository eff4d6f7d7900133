/**
 * Sets two kept reports side by side. Public entries: {@link
 * io.tributary.load.compare.ReportComparison}, and {@link
 * io.tributary.load.compare.ComparisonFiles} to keep it.
 */
@NullMarked
package io.tributary.load.compare;

import org.jspecify.annotations.NullMarked;
