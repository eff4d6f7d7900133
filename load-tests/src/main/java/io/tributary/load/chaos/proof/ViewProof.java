package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.Flaw.Kind;
import io.tributary.load.chaos.proof.InsertHistory.Attempts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a view, whose rows name the offsets that they sum up, with its table. It must have no
 * offset twice and none that the table lacks. It may lack offsets (docs/delivery.md, Materialized
 * views), but none whose insert was made once and answered 200.
 *
 * @param excused offsets that it lacks and may lack
 */
record ViewProof(List<Flaw> flaws, long excused) {

  /** An offset that a row of the view has summed up. */
  record Summed(int partition, long offset) {}

  static ViewProof of(
      ChaosSource source, List<Summed> view, List<StoredRow> table, InsertHistory inserts) {
    List<Flaw> flaws = new ArrayList<>();
    Map<Summed, StoredRow> rows = new HashMap<>();
    table.forEach(row -> rows.put(new Summed(row.partition(), row.offset()), row));
    Set<Summed> seen = new HashSet<>();
    for (Summed summed : view) {
      if (!seen.add(summed)) {
        flaws.add(flaw(source, Kind.VIEW_TOO_MUCH, summed, "again in the view"));
      } else if (!rows.containsKey(summed)) {
        flaws.add(flaw(source, Kind.VIEW_TOO_MUCH, summed, "in the view, not in its table"));
      }
    }
    long excused = 0;
    for (Map.Entry<Summed, StoredRow> row : rows.entrySet()) {
      if (!seen.contains(row.getKey())) {
        Attempts insert = inserts.of(row.getValue().insert());
        if (insert != null && insert.wentWellAtOnce()) {
          String detail = "not in the view, insert " + row.getValue().insert();
          flaws.add(flaw(source, Kind.VIEW_TOO_LITTLE, row.getKey(), detail));
        } else {
          excused++;
        }
      }
    }
    return new ViewProof(flaws, excused);
  }

  private static Flaw flaw(ChaosSource source, Kind kind, Summed at, String detail) {
    return new Flaw(source, kind, at.partition(), at.offset(), detail);
  }
}
