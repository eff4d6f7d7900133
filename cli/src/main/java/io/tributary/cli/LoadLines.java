package io.tributary.cli;

import io.tributary.cli.terminal.ProgressLine;
import io.tributary.load.run.Progress;
import java.io.PrintWriter;
import java.util.function.Supplier;

/** How the run goes, on a terminal or in a log. */
final class LoadLines implements Progress {
  private final PrintWriter out;
  private ProgressLine line;

  LoadLines(PrintWriter out) {
    this.out = out;
    this.line = new ProgressLine(out);
  }

  @Override
  public void say(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void show(Supplier<String> state) {
    line.show(state);
  }

  @Override
  public void end(String state) {
    line.end(state);
    line = new ProgressLine(out);
  }
}
