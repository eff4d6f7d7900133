/**
 * Who may send rows: secrets that are shown once and kept as hashes in one file.
 *
 * <pre>
 *   tributary token create ──TokenFile──▶ tokens.json ──TokenWatch, every second──▶ TokenSet
 * </pre>
 *
 * <p>Public entries: {@link io.tributary.gatherer.http.token.TokenFile} for those who change them,
 * from any thread that may block, and {@link io.tributary.gatherer.http.token.TokenWatch} for those
 * who ask, from any thread.
 */
@NullMarked
package io.tributary.gatherer.http.token;

import org.jspecify.annotations.NullMarked;
