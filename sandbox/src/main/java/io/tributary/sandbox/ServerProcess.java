package io.tributary.sandbox;

import io.tributary.sandbox.child.ChildMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java main class running as a process of its own.
 *
 * <p>It runs on this JVM's {@code java}. The child says that it serves by printing a line {@code
 * READY key=value …} to stdout; stdout and stderr are appended to its log file. A child with {@link
 * ProcessSpec.Lifetime#WITH_PARENT} notices the end of this JVM, even by SIGKILL, and ends too.
 *
 * <p>Thread: any. All waits are bounded.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration END_POLL = Duration.ofMillis(5);

  /** System property of this JVM: an option that all processes are started with. */
  private static final String JVM_OPTION = "tributary.sandbox.jvm";

  /**
   * Children of this JVM. A {@link Process} that is garbage closes the pipe which tells its child
   * that the parent lives.
   */
  private static final Set<Process> CHILDREN = ConcurrentHashMap.newKeySet();

  private final ProcessSpec spec;
  private final ProcessHandle handle;
  private final ReadyLine ready;
  private final ClassArchive.Use archive;

  private ServerProcess(
      ProcessSpec spec, ProcessHandle handle, ReadyLine ready, ClassArchive.Use archive) {
    this.spec = spec;
    this.handle = handle;
    this.ready = ready;
    this.archive = archive;
  }

  /**
   * Starts a process and returns once it is ready.
   *
   * @throws SandboxException if it ends or stays silent instead; it is then not left running
   */
  public static ServerProcess start(ProcessSpec spec) {
    Path log = spec.logFile();
    ClassArchive.Use archive = ClassArchive.use(spec);
    try {
      Files.createDirectories(log.getParent());
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      Process process = builder(spec, archive).start();
      CHILDREN.removeIf(child -> !child.isAlive());
      CHILDREN.add(process);
      ReadyLine ready = ReadyLine.await(spec, process, logStart);
      return new ServerProcess(spec, process.toHandle(), ready, archive);
    } catch (SandboxException e) {
      archive.failed();
      throw e;
    } catch (IOException e) {
      archive.failed();
      throw new SandboxException("Cannot start " + spec.name() + ": " + e.getMessage(), e);
    }
  }

  private static ProcessBuilder builder(ProcessSpec spec, ClassArchive.Use archive) {
    boolean detached = spec.lifetime() == ProcessSpec.Lifetime.DETACHED;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String everywhere = System.getProperty(JVM_OPTION, "");
    if (!everywhere.isEmpty()) {
      command.add(everywhere);
    }
    command.addAll(archive.options());
    command.addAll(spec.jvmOptions());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-D" + ChildMain.DETACHED + "=" + detached);
    command.add("-cp");
    command.add(archive.classPath());
    command.add(ChildMain.class.getName());
    command.add(spec.mainClass());
    command.addAll(spec.args());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(variable -> !spec.inherited().keeps(variable));
    builder.environment().putAll(spec.env());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(spec.logFile().toFile()));
    if (detached) {
      builder.redirectInput(new File("/dev/null"));
    }
    return builder;
  }

  /** What this process was started with; starting it again makes its successor. */
  public ProcessSpec spec() {
    return spec;
  }

  /** The value of {@code key=value} in the line {@code READY …}. */
  public String ready(String key) {
    return ready.value(key);
  }

  public long pid() {
    return handle.pid();
  }

  public boolean isAlive() {
    return handle.isAlive();
  }

  /** Where its output goes. */
  public Path log() {
    return spec.logFile();
  }

  /** SIGTERM, up to 15 s of patience, then SIGKILL. Does nothing if it has ended. */
  public void stop() {
    if (handle.isAlive()) {
      handle.destroy();
      if (ended(STOP_TIMEOUT)) {
        archive.ended();
      } else {
        kill();
      }
    }
  }

  /** SIGKILL; returns when the process is gone. Does nothing if it has ended. */
  public void kill() {
    if (handle.isAlive()) {
      handle.destroyForcibly();
      if (!ended(KILL_TIMEOUT)) {
        throw new SandboxException(spec.name() + " (pid " + pid() + ") does not end by SIGKILL.");
      }
      archive.failed();
    }
  }

  /** Freezes the process (SIGSTOP): its sockets stay open and nothing answers. */
  public void suspend() {
    signal("STOP");
  }

  /** Lets a suspended process go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  @Override
  public void close() {
    stop();
  }

  /** Looks again and again: the news of {@code onExit} would wait for the JVM's common pool. */
  private boolean ended(Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (handle.isAlive()) {
        if (System.nanoTime() > deadline) {
          return false;
        }
        Thread.sleep(END_POLL);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while waiting for the end of " + spec.name(), e);
    }
  }

  private void signal(String name) {
    try {
      // The shell's own kill: signal numbers differ between systems, and no /bin/kill is needed.
      Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid()).start();
      if (!kill.waitFor(5, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new SandboxException(
            "Cannot send SIG" + name + " to " + spec.name() + " (pid " + pid() + ").");
      }
    } catch (IOException e) {
      throw new SandboxException("Cannot send SIG" + name + " to " + spec.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while signalling " + spec.name(), e);
    }
  }
}
