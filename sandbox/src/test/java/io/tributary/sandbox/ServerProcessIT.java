package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessIT {
  private final Path folder;

  ServerProcessIT(@TempDir Path folder) {
    this.folder = folder;
  }

  private ProcessSpec spec(String what) {
    return ProcessSpec.of("toy", ToyServer.class.getName(), folder.resolve("toy.log"))
        .withJvmOptions("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        .withArgs(what);
  }

  @Test
  void argumentsAndEnvironmentReachTheChild() {
    try (ServerProcess process =
        ServerProcess.start(spec("serve").withArgs("two words").withEnv("TOY", "env"))) {
      assertEquals("env", process.ready("toy"));
      assertEquals("two_words", process.ready("arg"));
      assertTrue(process.isAlive());
    }
  }

  @Test
  void stopRunsShutdownHooksAndKillDoesNot() throws Exception {
    ServerProcess stopped = ServerProcess.start(spec("serve"));
    stopped.stop();
    assertFalse(stopped.isAlive());
    assertTrue(Files.readString(stopped.log()).contains("hook ran"));

    ServerProcess killed =
        ServerProcess.start(
            ProcessSpec.of("toy", ToyServer.class.getName(), folder.resolve("killed.log"))
                .withArgs("serve"));
    killed.kill();
    killed.stop();
    assertFalse(Files.readString(killed.log()).contains("hook ran"));
  }

  @Test
  void endIsNoticedAlthoughTheCommonPoolIsBusy() {
    CountDownLatch done = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.commonPool().getParallelism(); i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                try {
                  done.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    try {
      ServerProcess process = ServerProcess.start(spec("serve"));
      process.kill();
      assertFalse(process.isAlive());
    } finally {
      done.countDown();
    }
  }

  @Test
  void childThatFailsIsSaidWithItsLastWords() {
    SandboxException e =
        assertThrows(SandboxException.class, () -> ServerProcess.start(spec("fail")));
    assertTrue(e.toString().contains("toy ended with code 3"), e.toString());
    assertTrue(e.toString().contains("no such thing"), e.toString());
  }

  @Test
  void childThatThrowsEndsAlthoughItsThreadsRun() {
    SandboxException e =
        assertThrows(SandboxException.class, () -> ServerProcess.start(spec("throw")));
    assertTrue(e.toString().contains("toy ended with code 1"), e.toString());
    assertTrue(e.toString().contains("Failed: java.lang.IllegalArgumentException: the cause"));
  }

  @Test
  void silentChildIsEndedAndSaid() {
    SandboxException e =
        assertThrows(
            SandboxException.class,
            () -> ServerProcess.start(spec("silent").withReadyTimeout(Duration.ofMillis(1500))));
    assertTrue(e.toString().contains("toy was not ready within PT1.5S"), e.toString());
  }

  @Test
  void suspendedProcessGoesOnAfterResume() throws Exception {
    try (ServerProcess process = ServerProcess.start(spec("serve"))) {
      process.suspend();
      Path state = Path.of("/proc/" + process.pid() + "/stat");
      Await.until(Duration.ofSeconds(5), () -> Files.readString(state).contains(") T "));
      process.resume();
      Await.until(Duration.ofSeconds(5), () -> !Files.readString(state).contains(") T "));
      assertTrue(process.isAlive());
    }
  }

  @Test
  void attachedChildEndsWithItsKilledParentAndDetachedDoesNot() throws Exception {
    ServerProcess parent = ServerProcess.start(spec("parent").withArgs(folder.toString()));
    ProcessHandle attached = handle(parent.ready("attached")).orElseThrow();
    ProcessHandle detached = handle(parent.ready("detached")).orElseThrow();
    try {
      assertTrue(attached.isAlive());
      parent.kill();
      Await.until(Duration.ofSeconds(10), () -> !attached.isAlive());
      assertTrue(detached.isAlive());
    } finally {
      detached.destroyForcibly();
    }
  }

  private static Optional<ProcessHandle> handle(String pid) {
    return ProcessHandle.of(Long.parseLong(pid));
  }
}
