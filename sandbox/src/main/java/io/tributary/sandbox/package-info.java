/**
 * Real servers without Docker: Kafka, ClickHouse and a schema registry, each a process of its own
 * on loopback, for the quickstart and for every integration test.
 *
 * <pre>
 *   Sandbox ──▶ KafkaServer ──────▶ ServerProcess ──▶ child JVM: kafka.KafkaBroker
 *           └─▶ ClickHouseServer ─▶ ServerProcess ──▶ child JVM: clickhouse.ClickHouseProcess ──▶ libchdb
 *           │          └─▶ EngineInstall (fetches libchdb once per user)
 *           └─▶ SchemaRegistryServer (on demand) ─▶ ServerProcess ─▶ child JVM: Apicurio Registry
 * </pre>
 *
 * <p>Public entry: {@link io.tributary.sandbox.Sandbox}; {@link io.tributary.sandbox.ServerProcess}
 * starts any other main class the same way. Further servers (Redis) belong beside {@code
 * KafkaServer}, with what runs in their child process in a sub-package of their own.
 *
 * <p>Thread: any; all methods block and none may be called on an event loop.
 */
@NullMarked
package io.tributary.sandbox;

import org.jspecify.annotations.NullMarked;
