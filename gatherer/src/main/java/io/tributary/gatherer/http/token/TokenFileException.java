package io.tributary.gatherer.http.token;

/** A file of tokens cannot be used; the message names it and the way out. */
public final class TokenFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TokenFileException(String message) {
    super(message);
  }

  TokenFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
