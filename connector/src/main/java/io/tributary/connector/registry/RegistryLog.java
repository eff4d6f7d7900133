package io.tributary.connector.registry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes failures of a registry down, now and then. Thread: the registry's. */
public final class RegistryLog implements RegistryEvents {
  private static final Logger log = LoggerFactory.getLogger(RegistryLog.class);
  private static final long EVERY_NANOS = 30_000_000_000L;

  private boolean logged;
  private long loggedNanos;

  @Override
  public void failed(String reason) {
    long nowNanos = System.nanoTime();
    if (!logged || nowNanos - loggedNanos >= EVERY_NANOS) {
      logged = true;
      loggedNanos = nowNanos;
      log.warn("records wait for a schema: {}", reason);
    }
  }
}
