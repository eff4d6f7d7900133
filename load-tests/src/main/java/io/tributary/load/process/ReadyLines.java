package io.tributary.load.process;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes one {@code READY} line of those of several services in this process, printed when the last
 * of them has come.
 *
 * <p>Thread: any.
 */
final class ReadyLines extends PrintStream {
  private static final String READY = "READY ";

  private final int services;
  private final AtomicInteger ready = new AtomicInteger();

  ReadyLines(OutputStream out, int services) {
    super(out, true, StandardCharsets.UTF_8);
    this.services = services;
  }

  @Override
  public void println(String line) {
    if (!line.startsWith(READY)) {
      super.println(line);
    } else if (ready.incrementAndGet() == services) {
      super.println(READY + "connectors instances=" + services);
    }
  }
}
