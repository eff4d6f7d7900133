package io.tributary.gatherer.insert;

/** ClickHouse has answered at the start, and does not let the gatherer in; the message is its. */
public final class ServerRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ServerRefusal(String message) {
    super(message);
  }
}
