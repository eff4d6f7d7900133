package io.tributary.cli;

import io.tributary.sandbox.Sandbox;
import io.tributary.sandbox.SandboxStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code tributary sandbox up|status|down}. */
@Command(
    name = "sandbox",
    description = "Kafka and ClickHouse on this machine, to try things with.",
    synopsisSubcommandLabel = "(up | status | down)")
final class SandboxCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--work",
      paramLabel = "FOLDER",
      scope = ScopeType.INHERIT,
      description = "Where data and logs are (default: .tributary/sandbox).")
  private @Nullable Path work;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: up, status or down.");
  }

  @Command(description = "Starts the servers; they go on when this command ends.")
  int up(
      @Option(names = "--registry", description = "A schema registry (Apicurio), too.")
          boolean registry) {
    return show(
        registry ? Sandbox.upWithRegistry(folder(), this::say) : Sandbox.up(folder(), this::say));
  }

  @Command(description = "Says what runs where. Exit code 1 if it does not run.")
  int status() {
    return show(Sandbox.status(folder()));
  }

  @Command(description = "Ends the servers; their data stays for the next time.")
  int down() {
    SandboxStatus before = Sandbox.down(folder());
    say(before.servers().isEmpty() ? "Nothing was running in " + folder() : "Stopped.");
    return 0;
  }

  private Path folder() {
    return work == null ? Folders.work().resolve("sandbox") : work.toAbsolutePath();
  }

  private int show(SandboxStatus status) {
    for (SandboxStatus.Server server : status.servers()) {
      say(
          String.format(
              "  %-11s %-7s %-28s pid %-8d log %s",
              server.name(),
              server.alive() ? "up" : "down",
              server.address(),
              server.pid(),
              server.log()));
    }
    if (status.servers().isEmpty()) {
      say("Nothing runs in " + folder() + "; start it with: tributary sandbox up");
    }
    return status.isUp() ? 0 : 1;
  }

  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
