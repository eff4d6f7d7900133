package io.tributary.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary token revoke}. */
@Command(
    name = "revoke",
    description = "Ends a token. A running gatherer refuses it after a second.")
final class TokenRevokeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private TokensOption tokens = new TokensOption();

  @Parameters(paramLabel = "NAME", description = "Its name.")
  private String name = "";

  @Override
  public Integer call() {
    tokens.file().revoke(name);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Token " + name + " is revoked.");
    out.flush();
    return ExitCode.OK;
  }
}
