/**
 * Protobuf whose schema is in a registry.
 *
 * <pre>
 *   RegisteredSchema ─▶ ProtobufCompiler ─▶ ProtoFiles (.proto texts → descriptors)
 *                              └─▶ ProtobufRowEncoder: MessageIndexes ─▶ message ─▶ MessageText (JSON)
 *                                                                                     ─▶ JsonRowEncoder
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.connector.protobuf.ProtobufCompiler}. It goes by way of
 * JSON: the paths, types and problems are those of JSON, and it is slower than Avro.
 *
 * <p>Thread: one.
 */
@NullMarked
package io.tributary.connector.protobuf;

import org.jspecify.annotations.NullMarked;
