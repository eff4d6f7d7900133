/**
 * The result of a plan, for machines (JSON) and people (Markdown). Public entries: {@link
 * io.tributary.load.report.LoadReport} and {@link io.tributary.load.report.ReportFiles}. Pure but
 * for the writing; any thread.
 */
@NullMarked
package io.tributary.load.report;

import org.jspecify.annotations.NullMarked;
