package io.tributary.load.model;

import java.util.List;

/**
 * A way to break a rule of docs/delivery.md, named after it. A rule is worth its price if some
 * schedule shows a row lost or twice once it is broken.
 */
enum Flaw {
  /** Nothing is broken. */
  NONE,
  /** Commits pass offsets that are not settled. */
  D1_COMMIT_PAST_GAPS,
  /** After a commit without an answer the member goes on committing in the same generation. */
  D2_COMMIT_AFTER_UNKNOWN(
      Fault.COMMIT_SLOW,
      Fault.COMMIT_GIVEN_UP,
      Fault.CONNECTOR_MOVES,
      Fault.INSERT_SLOW,
      Fault.COMMIT_AT_ITS_WORST),
  /** Partitions that were revoked are still committed. */
  D2_COMMIT_REVOKED,
  /** A claim is made without committing it. */
  D4_CLAIM_NOT_COMMITTED(Fault.CONNECTOR_CRASHES, Fault.INSERT_SLOW),
  /** Rows are sent, and taken, before the claim is answered. */
  D4_ROWS_BEFORE_ANSWER,
  /** The mark names the gatherer before it has answered the claim. */
  D5_HELD_TOO_EARLY(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** A writer goes to another gatherer without a new claim. */
  D5_MOVE_WITHOUT_CLAIM(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** A mark says released while rows are under way. */
  D6_RELEASED_TOO_EARLY(Fault.CONNECTOR_MOVES, Fault.INSERT_SLOW),
  /** The lease counts from when the commit was answered. */
  D7_LEASE_FROM_ANSWER(Fault.COMMIT_SLOW, Fault.INSERT_SLOW, Fault.MEMBER_EVICTED),
  /** Inserts have no deadline. */
  D8_NO_DEADLINE(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** An insert's deadline is that of its latest writer. */
  D8_LATEST_DEADLINE(Fault.REBALANCE, Fault.INSERT_SLOW, Fault.INSERT_FAILS),
  /** The lease of the writer before is not waited for. */
  D9_NO_WAIT(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** Inserts that run are not waited for. */
  D9_RUNNING_IGNORED(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** Only inserts of lower epochs are waited for, though epochs may have started again. */
  D9_RUNNING_BY_EPOCH(Fault.OFFSETS_REWOUND, Fault.INSERT_SLOW),
  /** The list of running inserts is read before the time. */
  D9_LIST_BEFORE_TIME(Fault.INSERT_SLOW, Fault.SESSION_BREAKS),
  /** The wait counts from what the gatherer believes the server's time to be. */
  D9_TIME_FROM_BEFORE(Fault.CLOCK_JUMPS, Fault.INSERT_SLOW, Fault.SESSION_BREAKS),
  /** A gatherer does not wait for its own insert of the writer before. */
  D9_OWN_INSERT_IGNORED(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** Where there is no commit, inserts that run are not waited for. */
  D9_RUNNING_IGNORED_WITHOUT_COMMIT(Fault.GROUP_DELETED, Fault.INSERT_SLOW),
  /** The table is looked at before the wait. */
  D10_LOOK_TOO_EARLY(Fault.SESSION_BREAKS, Fault.INSERT_SLOW),
  /** Rows in quarantine are not looked for. */
  D10_NO_LOOK_AT_QUARANTINE,
  /** Offsets that the table holds are sent. */
  D11_HELD_IS_SENT,
  /** Offsets that were not looked at are sent. */
  D11_UNTIL_IGNORED,
  /** An insert without an answer is repeated at once. */
  D12_NO_WAIT(Fault.INSERT_GIVEN_UP, Fault.INSERT_SLOW),
  /** An insert without an answer is repeated when its deadline has passed, though it runs. */
  D12_RUNNING_IGNORED(Fault.INSERT_GIVEN_UP, Fault.INSERT_SLOW),
  /** An insert without an answer is repeated when it does not run, though it may begin. */
  D12_DEADLINE_IGNORED(Fault.INSERT_GIVEN_UP, Fault.INSERT_SLOW),
  /** What may be stored is inserted again as it was. */
  D13_NO_FILL,
  /** The parts of a refused batch are inserted as if nothing of it were stored. */
  D13_NO_FILL_OF_SUSPECTS,
  /** A batch that was deferred after an insert is inserted as if it were new. */
  D13_NO_FILL_OF_DEFERRED(Fault.INSERT_FAILS, Fault.TIME_PASSES),
  /** A fill has the token of the insert before. */
  D14_FILL_WITH_OLD_TOKEN,
  /** Batches of lower epochs are accepted. */
  D15_ACCEPT_FENCED(Fault.MEMBER_EVICTED, Fault.CONNECTOR_PAUSES),
  /** Batches of lower epochs that wait are kept. */
  D15_KEEP_FENCED(Fault.MEMBER_EVICTED, Fault.SESSION_BREAKS);

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<Fault> faults;

  Flaw(Fault... faults) {
    this.faults = List.of(faults);
  }

  /** Those that show it sooner than others. */
  List<Fault> faults() {
    return faults;
  }
}
