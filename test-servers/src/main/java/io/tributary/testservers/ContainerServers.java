package io.tributary.testservers;

import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.clickhouse.ClickHouseContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;

/**
 * Kafka and ClickHouse as containers, in the images that the system properties {@value
 * #KAFKA_IMAGE} and {@value #CLICKHOUSE_IMAGE} name. Testcontainers ends them with the JVM.
 */
record ContainerServers(String bootstrapServers, TestClickHouse clickHouse) implements TestServers {
  private static final String KAFKA_IMAGE = "tributary.test.kafka.image";
  private static final String CLICKHOUSE_IMAGE = "tributary.test.clickhouse.image";

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
}
