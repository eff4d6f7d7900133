package io.tributary.connector.uplink;

import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.Verdict;

/** What an uplink tells its pipeline, on the uplink's event loop. */
public interface UplinkEvents {

  /** A gatherer accepted the session; called again after each reconnect. */
  void welcomed(SessionLimits limits);

  /** The session is gone, and with it all its claims and batches. */
  void disconnected();

  /**
   * The table's own gatherer answers again, while another one stands in for it: whoever has nothing
   * under way may {@link Uplink#reconnect}.
   */
  void betterGathererAnswers();

  /** The gatherer has answered a claim of this session. */
  void opened(StreamLink stream, OpenAnswer answer);

  /** A table is there, or it changed. */
  void described(TableLink table, TableAnswer.Columns columns);

  /** A table will not do as it is wanted; one line that says why. */
  void unfit(TableLink table, String message);

  /**
   * A batch has its final verdict; never {@link Verdict.Deferred}.
   *
   * @param tookNanos since it was sent, the last time if it was deferred
   */
  void settled(Batch batch, Verdict verdict, long tookNanos);

  /** The gatherer did not take a batch now; the uplink sends it again by itself. */
  void deferred(Verdict.Deferred verdict);

  /** Credit came or a batch was sent: whoever waited for room may look again. */
  void moved();

  /** The uplink cannot go on, and only a person can change that; one line. */
  void failed(String message);
}
