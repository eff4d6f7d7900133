/**
 * Connections and datasources as text files, in the format of Tinybird projects. Public entry:
 * {@link io.tributary.protocol.datafile.Datafiles}, which turns a folder into a {@link
 * io.tributary.protocol.datafile.Project} or says everything that is wrong with it.
 *
 * <pre>
 *   file → DatafileScanner → Setting (key, line, text) → DatafileSettings → Connection
 *                                                        (secrets, keys)  → Datasource ← SchemaParser
 * </pre>
 *
 * Pure but for reading the files; any thread, but reading blocks, so never on an event loop.
 */
@NullMarked
package io.tributary.protocol.datafile;

import org.jspecify.annotations.NullMarked;
