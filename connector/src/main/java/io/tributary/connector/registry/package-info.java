/**
 * The schema registry, which knows by number the schemas that messages were written with.
 *
 * <pre>
 *   message ─▶ WireFormat ─ id ─▶ SchemaRegistry ─▶ SchemaCache          known: an answer at once
 *                                        └────────▶ SchemaFetch ─▶ RegistryHttp   else: GET, again and
 *                                                                       again until there is an answer
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.connector.registry.SchemaRegistry}; {@link
 * io.tributary.connector.registry.WireFormat} is pure.
 *
 * <p>Failure semantics: only the registry's own word that it does not know a schema makes an
 * answer. Whatever else goes wrong makes whoever asks wait, so that no record is given up because
 * the registry was away.
 *
 * <p>Thread: the requests run on one event loop; {@code SchemaRegistry} may be called from any.
 */
@NullMarked
package io.tributary.connector.registry;

import org.jspecify.annotations.NullMarked;
