package io.tributary.load.gate;

/** The gate cannot be run or judged. The message is a sentence for people, with the way out. */
public final class GateException extends Exception {
  private static final long serialVersionUID = 1L;

  GateException(String message) {
    super(message);
  }
}
