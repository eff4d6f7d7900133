package io.tributary.service.process;

import io.vertx.core.Future;

/** What a process runs. Both methods are called once, from the main thread. */
public interface Service {

  /**
   * Starts serving. The value is shown behind READY: {@code key=value} words.
   *
   * <p>Fails with a {@link StartException} when a person has to change something.
   */
  Future<String> start();

  /** Ends in good order: nothing that was accepted is lost. */
  Future<Void> stop();
}
