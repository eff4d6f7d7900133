package io.tributary.gatherer.ingress;

import io.tributary.protocol.frame.SessionLimits;
import io.tributary.service.settings.Address;
import io.tributary.service.settings.Secret;
import java.time.Duration;
import java.util.UUID;

/**
 * Where connectors connect, and what a session may do.
 *
 * @param listen where connectors connect; port 0 for any free one
 * @param token secret that every connector must know; empty for none, on loopback only
 * @param maxSessions sessions that may be open at once, 1 or more
 * @param silence a session that says nothing for this long is closed, 1 s or more
 * @param limits told to every session
 * @param gatherer name of this gatherer, 1 to 255 characters
 * @param incarnation new with each start of the process
 */
public record IngressSettings(
    Address listen,
    Secret token,
    int maxSessions,
    Duration silence,
    SessionLimits limits,
    String gatherer,
    UUID incarnation) {

  /** From the connection to the Hello. */
  static final Duration HANDSHAKE = Duration.ofSeconds(5);

  /** Layouts that a session may declare for one table. */
  static final int MAX_LAYOUTS = 1_000;

  /**
   * Batches of one session that wait for a verdict. Beyond it the session is not read: a tiny batch
   * takes more memory than its payload, which is all that credit counts.
   */
  static final int MAX_UNSETTLED = 16_384;

  /**
   * Below it the session is read again. Not at once, for each stop makes all of its tables look.
   */
  static final int FEW_UNSETTLED = MAX_UNSETTLED / 4 * 3;

  public IngressSettings {
    if (maxSessions < 1) {
      throw new IllegalArgumentException("MAX_SESSIONS is " + maxSessions + ": use 1 or more");
    }
    if (silence.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("SESSION_SILENCE is " + silence + ": use 1s or more");
    }
    if (token.isEmpty() && !listen.isLoopback()) {
      throw new IllegalArgumentException(
          "GATHERER_LISTEN is "
              + listen
              + ", which other machines can reach: set GATHERER_TOKEN, or listen on 127.0.0.1");
    }
  }
}
