package io.tributary.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code tributary} command. */
@Command(
    name = "tributary",
    description = "Streams Kafka topics into ClickHouse in few large inserts.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Tributary.Version.class,
    subcommands = {
      QuickstartCommand.class,
      GathererCommand.class,
      ConnectorCommand.class,
      CheckCommand.class,
      AuditCommand.class,
      ExplainCommand.class,
      DatasourceCommand.class,
      QuarantineCommand.class,
      TokenCommand.class,
      SandboxCommand.class,
      LoadCommand.class,
    })
public final class Tributary implements Runnable {
  private static final Map<String, String> EXIT_CODES = new LinkedHashMap<>();

  static {
    EXIT_CODES.put("0", "success");
    EXIT_CODES.put("1", "it failed; the reason is on stderr");
    EXIT_CODES.put("2", "wrong usage or settings");
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command with all its subcommands. */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Tributary());
    CommandLine completion = new CommandLine(new AutoComplete.GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .description("Prints a completion script for bash and zsh: source <(tributary completion)");
    line.addSubcommand("completion", completion);
    addHelp(line);
    line.setExecutionExceptionHandler(
        (exception, command, result) -> {
          command
              .getErr()
              .println(
                  "tributary: " + Objects.requireNonNullElse(exception.getMessage(), exception));
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line;
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES);
    line.getSubcommands().values().forEach(Tributary::addHelp);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which command to run.");
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Tributary.class.getPackage().getImplementationVersion();
      return new String[] {"tributary " + (version == null ? "(not packaged)" : version)};
    }
  }
}
