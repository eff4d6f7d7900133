package io.tributary.sandbox;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Main class for the tests of {@link ServerProcess}: {@code serve|fail|throw|silent|parent}. */
public final class ToyServer {
  private ToyServer() {}

  public static void main(String[] args) {
    switch (args[0]) {
      case "serve" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook ran")));
        String arg = args.length > 1 ? args[1].replace(' ', '_') : "";
        System.out.println("READY toy=" + System.getenv("TOY") + " arg=" + arg);
      }
      case "fail" -> {
        System.err.println("no such thing");
        System.exit(3);
      }
      case "throw" -> {
        Thread.ofPlatform().start(ToyServer::stay);
        throw new IllegalStateException("wrapped", new IllegalArgumentException("the cause"));
      }
      case "parent" -> {
        ProcessSpec child =
            ProcessSpec.of("child", ToyServer.class.getName(), Path.of(args[1], "child.log"))
                .withArgs("serve");
        ServerProcess attached = ServerProcess.start(child);
        ServerProcess detached =
            ServerProcess.start(child.withLifetime(ProcessSpec.Lifetime.DETACHED));
        System.out.println("READY attached=" + attached.pid() + " detached=" + detached.pid());
      }
      default -> System.out.println("not ready");
    }
    stay();
  }

  private static void stay() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
