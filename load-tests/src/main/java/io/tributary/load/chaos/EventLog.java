package io.tributary.load.chaos;

import io.tributary.load.fault.InsertEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What the harness did and saw, in lines that begin like those of the services' logs, so that all
 * of them can be merged by time.
 *
 * <p>Thread: any.
 */
final class EventLog implements AutoCloseable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final BufferedWriter out;

  EventLog(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  void fault(String text) {
    line("fault " + text);
  }

  /** An insert, as the proxy before ClickHouse sees it. */
  void insert(String gatherer, InsertEvent event) {
    line(
        "insert %s by=%s token=%s status=%d comment='%s' %s"
            .formatted(
                event.step(),
                gatherer,
                event.token(),
                event.status(),
                event.comment(),
                event.text()));
  }

  synchronized void line(String text) {
    try {
      out.write(TIME.format(Instant.now()) + " INFO  chaos " + text.replace('\n', ' '));
      out.newLine();
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
