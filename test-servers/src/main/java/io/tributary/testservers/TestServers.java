package io.tributary.testservers;

/**
 * A Kafka broker and a ClickHouse server that all integration tests of this JVM share, and a schema
 * registry for those who ask. They start with the first call of {@link #shared} and end with the
 * JVM.
 *
 * <p>Topics exist only when created. Tests take topics and databases of their own names.
 */
public sealed interface TestServers permits SandboxServers, ContainerServers {

  /** The system property that chooses: {@code sandbox} (also when it is missing) or containers. */
  String CHOICE = "tributary.test.servers";

  /** What clients call {@code bootstrap.servers}. */
  String bootstrapServers();

  TestClickHouse clickHouse();

  /**
   * Where the schema registry has Confluent's API; the first call starts it.
   *
   * @throws IllegalStateException or the like, if it does not start
   */
  String registry();

  /**
   * The servers that {@value #CHOICE} names.
   *
   * @throws IllegalStateException if they cannot be started; the message says what is missing
   */
  static TestServers shared() {
    String choice = System.getProperty(CHOICE, "sandbox");
    return switch (choice) {
      case "sandbox" -> SandboxServers.shared();
      case "containers" -> ContainerServers.shared();
      default ->
          throw new IllegalStateException(CHOICE + " is " + choice + ": use sandbox or containers");
    };
  }
}
