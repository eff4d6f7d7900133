package io.tributary.cli;

import io.tributary.gatherer.http.token.ApiToken;
import io.tributary.gatherer.http.token.TokenFile;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary token create}. */
@Command(
    name = "create",
    description = {
      "Makes a token and prints it: on stdout, alone on a line, and never again.",
      "A running gatherer knows it after a second."
    })
final class TokenCreateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TokensOption tokens = new TokensOption();

  @Parameters(paramLabel = "NAME", description = "What to call it; letters, digits, and . _ -")
  private String name = "";

  @ArgGroup(multiplicity = "1")
  private Scope scope = new Scope();

  /** Where its owner may send rows. */
  static final class Scope {
    @Option(
        names = "--append",
        split = ",",
        paramLabel = "DATASOURCE",
        description = "Datasources that rows may be sent to, comma separated.")
    private List<String> datasources = new ArrayList<>();

    @Option(names = "--append-all", description = "Rows may be sent to every datasource.")
    private boolean all;

    List<String> names() {
      return all ? List.of(ApiToken.ALL) : List.copyOf(datasources);
    }
  }

  @Override
  public Integer call() {
    TokenFile.Created created;
    try {
      created = tokens.file().create(name, scope.names());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(created.secret());
    out.flush();
    spec.commandLine().getErr().println("Keep it now: it is not stored and not shown again.");
    return ExitCode.OK;
  }
}
