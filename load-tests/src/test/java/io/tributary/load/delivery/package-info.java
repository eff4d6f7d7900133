/**
 * The failure matrix of docs/delivery.md on real servers: each test names the rows that it proves.
 *
 * <pre>
 *   ExactFlow:  producer ─▶ topic ─▶ connectors ─▶ gatherers ─▶ (ClickHouseProxy) ─▶ table
 *                                                                  └ holds, cuts, lies
 * </pre>
 */
@NullMarked
package io.tributary.load.delivery;

import org.jspecify.annotations.NullMarked;
