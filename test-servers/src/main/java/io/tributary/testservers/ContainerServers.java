package io.tributary.testservers;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.clickhouse.ClickHouseContainer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * Kafka, ClickHouse and a schema registry as containers, in the images that the system properties
 * {@value #KAFKA_IMAGE}, {@value #CLICKHOUSE_IMAGE} and {@value #REGISTRY_IMAGE} name.
 * Testcontainers ends them with the JVM.
 */
record ContainerServers(String bootstrapServers, TestClickHouse clickHouse) implements TestServers {
  private static final String KAFKA_IMAGE = "tributary.test.kafka.image";
  private static final String REGISTRY_IMAGE = "tributary.test.registry.image";
  private static final int REGISTRY_PORT = 8080;
  private static final String REGISTRY_PATH = "/apis/ccompat/v7";
  private static final String CLICKHOUSE_IMAGE = "tributary.test.clickhouse.image";

  @Override
  public String registry() {
    return SharedRegistry.get();
  }

  static ContainerServers shared() {
    return Shared.get();
  }

  private static ContainerServers start() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      throw new IllegalStateException(
          "-Pcontainers needs a Docker engine and none answers: start one, or leave -Pcontainers"
              + " out to test on the sandbox");
    }
    @SuppressWarnings("resource") // Both live as long as this JVM.
    KafkaContainer kafka =
        new KafkaContainer(image(KAFKA_IMAGE)).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    // A user of one's own: the image closes the network to "default" while that has no password.
    ClickHouseContainer clickHouse =
        new ClickHouseContainer(image(CLICKHOUSE_IMAGE))
            .withUsername("tests")
            .withPassword("tests-only");
    Startables.deepStart(kafka, clickHouse).join();
    return new ContainerServers(
        kafka.getBootstrapServers(),
        new TestClickHouse(
            clickHouse.getHttpUrl(), clickHouse.getUsername(), clickHouse.getPassword()));
  }

  private static String image(String property) {
    String image = System.getProperty(property, "");
    if (image.isEmpty()) {
      throw new IllegalStateException(property + " is not set: run mvn verify -Pcontainers");
    }
    return image;
  }

  /** Started by the first who asks. */
  private static final class Shared {
    private static @Nullable ContainerServers servers;

    static synchronized ContainerServers get() {
      ContainerServers running = servers == null ? start() : servers;
      servers = running;
      return running;
    }
  }

  /** Started by the first who asks. */
  private static final class SharedRegistry {
    private static @Nullable String url;

    static synchronized String get() {
      String running = url == null ? start() : url;
      url = running;
      return running;
    }

    @SuppressWarnings("resource") // It lives as long as this JVM.
    private static String start() {
      GenericContainer<?> registry =
          new GenericContainer<>(image(REGISTRY_IMAGE))
              .withExposedPorts(REGISTRY_PORT)
              .waitingFor(Wait.forHttp(REGISTRY_PATH + "/subjects"));
      registry.start();
      return "http://"
          + registry.getHost()
          + ":"
          + registry.getMappedPort(REGISTRY_PORT)
          + REGISTRY_PATH;
    }
  }
}
