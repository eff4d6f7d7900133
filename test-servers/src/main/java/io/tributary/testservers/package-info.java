/**
 * The Kafka and the ClickHouse of integration tests, which need not know where they run.
 *
 * <pre>
 *   TestServers.shared() ──▶ SandboxServers     processes on this machine (default)
 *                        └─▶ ContainerServers   Docker containers (mvn verify -Pcontainers)
 * </pre>
 *
 * <p>Tests that suspend, kill or restart a server take one from {@code sandbox} instead: there they
 * own the process. Used with scope test only, so that no container library gets into the product.
 *
 * <p>Public entry: {@link io.tributary.testservers.TestServers}. Thread: any; all methods block.
 */
@NullMarked
package io.tributary.testservers;

import org.jspecify.annotations.NullMarked;
