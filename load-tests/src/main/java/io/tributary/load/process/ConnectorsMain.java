package io.tributary.load.process;

import io.tributary.connector.ConnectorMain;
import java.nio.file.Path;

/**
 * Several connectors in one JVM, each with what a process has of its own: an event loop pool, a
 * name, a management port and members in the consumer groups. It tells what an instance costs
 * beside what a JVM costs.
 *
 * <p>Arguments: a settings file for each instance, with what differs between them; the environment
 * has the rest. When one ends, all do.
 */
public final class ConnectorsMain {
  private ConnectorsMain() {}

  public static void main(String[] args) {
    System.setOut(new ReadyLines(System.out, args.length));
    for (String settings : args) {
      Path file = Path.of(settings);
      // System.exit stops the other instances in good order.
      Thread unused =
          Thread.ofPlatform()
              .name(String.valueOf(file.getFileName()))
              .start(() -> System.exit(ConnectorMain.run(file)));
    }
  }
}
