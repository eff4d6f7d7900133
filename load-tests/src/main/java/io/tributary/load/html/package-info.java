/**
 * Pages of one file, without a script and without anything from a network: text, tables and plots
 * in plain SVG, for light and dark screens and narrow ones. Public entries: {@link
 * io.tributary.load.html.Page}, {@link io.tributary.load.html.LineChart} and {@link
 * io.tributary.load.html.BarChart}.
 */
@NullMarked
package io.tributary.load.html;

import org.jspecify.annotations.NullMarked;
