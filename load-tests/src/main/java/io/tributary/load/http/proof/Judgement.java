package io.tributary.load.http.proof;

import io.tributary.load.http.proof.Flaw.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * One request against what the two tables have of it. Pure.
 *
 * @param flaws empty if all is well
 * @param kept how much of it is there
 */
record Judgement(List<Flaw> flaws, Kept kept) {
  /** How much of a request is there. */
  enum Kept {
    WHOLE,
    PARTLY,
    ABSENT
  }

  static final String TABLE = "the table";
  static final String QUARANTINE = "the quarantine table";

  Judgement {
    flaws = List.copyOf(flaws);
  }

  static Judgement of(SentRequest sent, RowSet table, RowSet quarantine) {
    List<Flaw> flaws = new ArrayList<>();
    one(sent, TABLE, table, 0, sent.good(), flaws);
    one(sent, QUARANTINE, quarantine, sent.good(), sent.rows(), flaws);
    long there = table.distinct() + quarantine.distinct();
    Kept kept = there == 0 ? Kept.ABSENT : there < sent.rows() ? Kept.PARTLY : Kept.WHOLE;
    if (!sent.acknowledged() && kept == Kept.PARTLY) {
      String text = "%d of %d rows, and it was not acknowledged".formatted(there, sent.rows());
      flaws.add(new Flaw(sent.id(), Kind.PARTLY, "both tables", text));
    }
    return new Judgement(flaws, kept);
  }

  private static void one(
      SentRequest sent, String where, RowSet rows, int from, int to, List<Flaw> flaws) {
    int expected = to - from;
    if (rows.repeated() > 0) {
      String text = "%d rows, %d of them different".formatted(rows.count(), rows.distinct());
      flaws.add(new Flaw(sent.id(), Kind.TWICE, where, text));
    }
    if (!rows.isWithin(from, to)) {
      String text =
          "rows %d to %d, though %s"
              .formatted(
                  rows.lowest(),
                  rows.highest(),
                  expected == 0
                      ? "none belongs there"
                      : from + " to " + (to - 1) + " belong there");
      flaws.add(new Flaw(sent.id(), Kind.FOREIGN, where, text));
    } else if (sent.acknowledged() && rows.distinct() < expected) {
      String text = "%d of %d acknowledged rows".formatted(rows.distinct(), expected);
      flaws.add(new Flaw(sent.id(), Kind.MISSING, where, text));
    }
  }
}
