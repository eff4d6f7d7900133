/**
 * JSON whose schema is in a registry: messages are checked against their JSON Schema and read as
 * any JSON.
 *
 * <pre>
 *   RegisteredSchema ─▶ JsonSchemaCompiler ─▶ JsonSchemaRowEncoder ─▶ validator ─▶ JsonRowEncoder
 *                              └─▶ KnownSchemas (what $ref may lead to: the registry's references)
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.connector.jsonschema.JsonSchemaCompiler}. Drafts 4, 6, 7,
 * 2019-09 and 2020-12; a schema that names none is of draft 7. Nothing is ever fetched.
 *
 * <p>Thread: one.
 */
@NullMarked
package io.tributary.connector.jsonschema;

import org.jspecify.annotations.NullMarked;
