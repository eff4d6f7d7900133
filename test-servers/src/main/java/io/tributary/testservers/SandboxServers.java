package io.tributary.testservers;

import io.tributary.sandbox.Sandbox;

/** The sandbox of this JVM. */
record SandboxServers(String bootstrapServers, TestClickHouse clickHouse) implements TestServers {

  static SandboxServers shared() {
    Sandbox sandbox = Sandbox.shared();
    return new SandboxServers(
        sandbox.kafka().bootstrapServers(),
        new TestClickHouse(sandbox.clickHouse().url(), "default", ""));
  }
}
