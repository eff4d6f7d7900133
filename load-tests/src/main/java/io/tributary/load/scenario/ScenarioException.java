package io.tributary.load.scenario;

/** A scenario file that cannot be run; the message is one line that names file, key and way out. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ScenarioException(String message) {
    super(message);
  }
}
