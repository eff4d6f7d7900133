package io.tributary.service.telemetry;

import io.tributary.protocol.frame.SourcePartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of records from poll to part: one log line for each step that a range of offsets takes,
 * at level DEBUG of the logger {@code io.tributary.trail}, so that it can be told afterwards what
 * happened to one of them.
 *
 * <pre>
 *   trail sent topic=orders partition=3 run=89abcdef offsets=1200-1699 table=orders rows=500 …
 * </pre>
 *
 * <p>Callers ask {@link #isOn} before they put facts together. Any thread.
 */
public final class Trail {
  private static final Logger log = LoggerFactory.getLogger("io.tributary.trail");

  private Trail() {}

  /** True when steps are written down. */
  public static boolean isOn() {
    return log.isDebugEnabled();
  }

  /**
   * A step was taken.
   *
   * @param step one word, as {@code sent}
   * @param first lowest offset that it concerns
   * @param last highest one; below {@code first} when it concerns none
   * @param facts what else is known, as {@code key=value key=value}
   */
  public static void step(
      String step, SourcePartition source, long first, long last, String facts) {
    log.debug(
        "trail {} topic={} partition={} run={} offsets={}-{} {}",
        step,
        source.topic(),
        source.partition(),
        "%08x".formatted(source.run()),
        first,
        last,
        facts);
  }
}
