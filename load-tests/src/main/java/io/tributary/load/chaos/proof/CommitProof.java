package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.Flaw.Kind;
import io.tributary.load.chaos.proof.InsertHistory.Attempts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the commits of a group with the inserts: no offset was committed before its row was
 * durable.
 *
 * <p>Times are the broker's for a commit (when the group coordinator wrote it) and the proxy's for
 * an insert, on one machine and so on one clock; the proxy notes ClickHouse's answer before it
 * passes it on. What that proves of each good record's row, whose insert the row itself names:
 *
 * <ul>
 *   <li>an insert that was made once and answered 200: the commit came after the answer,
 *   <li>one that was repeated or never answered 200, whose row the product can have learnt of by
 *       looking into the table: the commit came after the answer or at least after the first
 *       attempt had begun. Such rows are counted as {@link #inDoubt}.
 * </ul>
 *
 * <p>It proves nothing of quarantined rows, which do not name their insert.
 *
 * @param flaws offsets that were committed too early
 * @param proven offsets that were committed after ClickHouse's answer
 * @param inDoubt offsets of the second kind
 */
record CommitProof(List<Flaw> flaws, long proven, long inDoubt) {

  /**
   * One commit.
   *
   * @param offset all below it are committed
   */
  record Commit(int partition, long offset, long brokerMillis) {}

  /**
   * @param commits of one group and topic in the order of their log
   */
  static CommitProof of(
      ChaosSource source, List<Commit> commits, List<StoredRow> rows, InsertHistory inserts) {
    Map<Long, StoredRow> byPlace = new HashMap<>();
    rows.forEach(row -> byPlace.put(place(row.partition(), row.offset()), row));
    Map<Integer, Long> done = new HashMap<>();
    List<Flaw> flaws = new ArrayList<>();
    long proven = 0;
    long inDoubt = 0;
    for (Commit commit : commits) {
      long from = done.getOrDefault(commit.partition(), 0L);
      for (long offset = from; offset < commit.offset(); offset++) {
        StoredRow row = byPlace.get(place(commit.partition(), offset));
        Attempts insert = row == null ? null : inserts.of(row.insert());
        if (row == null || insert == null) {
          continue;
        }
        boolean after = insert.storedMillis() <= commit.brokerMillis();
        if (after) {
          proven++;
        } else if (insert.wentWellAtOnce() || insert.begunMillis() > commit.brokerMillis()) {
          flaws.add(early(source, commit, row, insert));
        } else {
          inDoubt++;
        }
      }
      done.merge(commit.partition(), commit.offset(), Math::max);
    }
    return new CommitProof(flaws, proven, inDoubt);
  }

  private static Flaw early(ChaosSource source, Commit commit, StoredRow row, Attempts insert) {
    return new Flaw(
        source,
        Kind.COMMITTED_EARLY,
        row.partition(),
        row.offset(),
        "committed at %d ms, insert %s begun at %d ms, stored at %d ms"
            .formatted(
                commit.brokerMillis(), row.insert(), insert.begunMillis(), insert.storedMillis()));
  }

  private static long place(int partition, long offset) {
    return offset << 8 | partition;
  }
}
