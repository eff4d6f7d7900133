package io.tributary.cli;

import io.tributary.cli.terminal.TextTable;
import io.tributary.gatherer.http.token.ApiToken;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tributary token list}. */
@Command(name = "list", description = "Shows all tokens without their secrets.")
final class TokenListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TokensOption tokens = new TokensOption();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<ApiToken> known = tokens.file().readIfPresent();
    if (known.isEmpty()) {
      out.println("There are no tokens.");
    } else {
      StringBuilder lines = new StringBuilder("name\tid\tcreated\tmay append to\n");
      for (ApiToken token : known) {
        String datasources =
            token.appendTo().contains(ApiToken.ALL)
                ? "all datasources"
                : String.join(", ", token.appendTo());
        lines.append(
            "%s\t%s\t%s\t%s\n".formatted(token.name(), token.id(), token.created(), datasources));
      }
      TextTable.lines(lines.toString()).forEach(out::println);
    }
    out.flush();
    return ExitCode.OK;
  }
}
