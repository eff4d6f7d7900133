package io.tributary.testservers;

import io.tributary.sandbox.Sandbox;

/** The sandbox of this JVM. */
record SandboxServers(String bootstrapServers, TestClickHouse clickHouse) implements TestServers {

  @Override
  public String registry() {
    return Sandbox.shared().schemaRegistry().url();
  }

  static SandboxServers shared() {
    Sandbox sandbox = Sandbox.shared();
    return new SandboxServers(
        sandbox.kafka().bootstrapServers(),
        new TestClickHouse(sandbox.clickHouse().url(), "default", ""));
  }
}
