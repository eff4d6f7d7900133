package io.tributary.service.process;

import java.util.concurrent.CompletableFuture;

/**
 * Ends a child process with the one that started it. Tests and the quickstart set {@code
 * TRIBUTARY_PARENT_PID}, so that nothing they started outlives them, however they end.
 */
final class ParentWatch {
  private ParentWatch() {}

  static void start(Runnable parentEnded) {
    String pid = System.getenv("TRIBUTARY_PARENT_PID");
    if (pid == null) {
      return;
    }
    ProcessHandle parent = ProcessHandle.of(Long.parseLong(pid)).orElse(null);
    if (parent == null) {
      parentEnded.run();
      return;
    }
    CompletableFuture<Void> unused = parent.onExit().thenRun(parentEnded);
  }
}
