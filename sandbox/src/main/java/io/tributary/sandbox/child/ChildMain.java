package io.tributary.sandbox.child;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class as a child process: {@code ChildMain CLASS ARGS…}.
 *
 * <p>Attached, the parent holds the other end of this process's stdin and writes nothing. Its end,
 * even by SIGKILL, is the end of that stream, and the child then shuts down. Detached, the process
 * moves into a session of its own, so that no signal of the parent's terminal reaches it.
 */
public final class ChildMain {
  /** System property: {@code true} if the child shall outlive its parent. */
  public static final String DETACHED = "tributary.child.detached";

  private static final long SHUTDOWN_SECONDS = 10;

  private ChildMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    if (Boolean.getBoolean(DETACHED)) {
      Posix.leaveSession();
    } else {
      Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::endWithParent);
    }
    Class<?> main = Class.forName(args[0]);
    try {
      main.getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      fail(e.getCause() == null ? e : e.getCause());
    }
  }

  /** Ends the process, although threads of a half-started server may run. */
  private static void fail(Throwable cause) {
    cause.printStackTrace();
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    // The last line is what the parent shows to people.
    System.err.println("Failed: " + root);
    Thread.ofPlatform().daemon().name("last-resort").start(ChildMain::haltLater);
    System.exit(1);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent has nothing to say; only the end of the stream counts.
      }
    } catch (IOException e) {
      // A broken pipe is an end, too.
    }
    Thread.ofPlatform().daemon().name("last-resort").start(ChildMain::haltLater);
    System.exit(0);
  }

  private static void haltLater() {
    try {
      boolean never = new CountDownLatch(1).await(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
      assert !never;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(1);
  }
}
