package io.tributary.sandbox;

/** A server of the sandbox cannot be installed, started or stopped; the message is for people. */
public final class SandboxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SandboxException(String message) {
    super(message);
  }

  public SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}
