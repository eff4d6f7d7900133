package io.tributary.cli.terminal;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One line that is written over and over on a terminal, and now and then where there is none.
 *
 * <p>Thread: one.
 */
public final class ProgressLine {
  /** What is wider than the terminal must not go on in a line below: nobody could go back up. */
  private static final String CUT_OFF = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private static final long PLAIN_EVERY_NANOS = 5_000_000_000L;

  private final PrintWriter out;
  private final boolean terminal;
  private long lastNanos = Long.MIN_VALUE;
  private int lastLength;

  public ProgressLine(PrintWriter out) {
    this.out = out;
    this.terminal = Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
  }

  /** The state now. */
  public void show(Supplier<String> line) {
    long now = System.nanoTime();
    if (terminal) {
      String text = line.get();
      String pad = " ".repeat(Math.max(0, lastLength - text.length()));
      out.print("\r" + CUT_OFF + text + pad + WRAP);
      out.flush();
      lastLength = text.length();
    } else if (lastNanos == Long.MIN_VALUE || now - lastNanos >= PLAIN_EVERY_NANOS) {
      lastNanos = now;
      out.println(line.get());
      out.flush();
    }
  }

  /** The last state; what follows begins on a line of its own. */
  public void end(String line) {
    if (terminal) {
      out.print("\r");
    }
    out.println(line + " ".repeat(Math.max(0, lastLength - line.length())));
    out.flush();
  }

  /** 1234567 as 1,234,567. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
