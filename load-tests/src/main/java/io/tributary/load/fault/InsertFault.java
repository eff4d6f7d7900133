package io.tributary.load.fault;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What happens to the next INSERTs, and to how many of them.
 *
 * <p>Thread: any.
 */
final class InsertFault {

  /** When the fault happens. */
  enum Moment {
    /** ClickHouse never sees the insert. */
    BEFORE,
    /** ClickHouse sees it when the proxy is told to, whatever has become of the client. */
    LATE,
    /** ClickHouse gets half of its body. */
    HALFWAY,
    /** ClickHouse has stored it. */
    AFTER,
    /** ClickHouse has stored it, and nobody says so. */
    NEVER
  }

  /**
   * An error as ClickHouse, or a proxy in front of it, answers it.
   *
   * @param code 0 for a proxy's
   */
  record Answer(int status, int code, String message) {
    static final Answer NONE = new Answer(500, 0, "");
    static final Answer BAD_GATEWAY = new Answer(502, 0, "ClickHouse cannot be reached");

    Answer {
      if (status < 200 || status > 599) {
        throw new IllegalArgumentException("status " + status + " is not a final HTTP status");
      }
    }

    String body() {
      return code == 0 ? message + "\n" : "Code: " + code + ". DB::Exception: " + message + "\n";
    }
  }

  private final Moment moment;
  private final Answer answer;
  private final AtomicInteger left;

  /**
   * @param times how many inserts it happens to
   */
  InsertFault(Moment moment, Answer answer, int times) {
    if (times < 0) {
      throw new IllegalArgumentException("times is " + times + ": use 0 or more");
    }
    this.moment = moment;
    this.answer = answer;
    this.left = new AtomicInteger(times);
  }

  static InsertFault none() {
    return new InsertFault(Moment.BEFORE, Answer.NONE, 0);
  }

  Moment moment() {
    return moment;
  }

  Answer answer() {
    return answer;
  }

  /** To how many inserts it has not happened yet. */
  int left() {
    return left.get();
  }

  /** True when it happens to this insert. */
  boolean take() {
    return left.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /** The insert was not stored, so the next one is due instead. */
  void giveBack() {
    left.incrementAndGet();
  }
}
