package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.Flaw.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares a topic with its table and quarantine: each good record is in the table once, with its
 * values; each bad one in the quarantine once; nothing else is in either.
 *
 * <p>Thread: one.
 */
final class RowsProof {
  private final ChaosSource source;
  private final Truth truth;
  private final List<Flaw> flaws = new ArrayList<>();
  private final Map<Integer, BitSet> inTable = new HashMap<>();
  private final Map<Integer, BitSet> inQuarantine = new HashMap<>();

  private RowsProof(ChaosSource source, Truth truth) {
    this.source = source;
    this.truth = truth;
  }

  static List<Flaw> of(
      ChaosSource source, Truth truth, List<StoredRow> table, List<StoredRow> quarantine) {
    RowsProof proof = new RowsProof(source, truth);
    table.forEach(proof::takeStored);
    quarantine.forEach(proof::takeQuarantined);
    truth.partitions().forEach(proof::lookForMissing);
    return proof.flaws;
  }

  private void takeStored(StoredRow row) {
    if (take(row, inTable, "the table")) {
      Truth.Partition records = truth.partition(row.partition());
      if (records.number(row.offset()) != row.number() || !row.asWritten()) {
        flaw(
            Kind.OTHER_VALUES,
            row,
            "its record has number %d, the row %d"
                .formatted(records.number(row.offset()), row.number()));
      }
      if (records.bad().get((int) row.offset())) {
        flaw(Kind.WRONG_TABLE, row, "its record is bad, but in the table");
      }
    }
  }

  private void takeQuarantined(StoredRow row) {
    if (take(row, inQuarantine, "the quarantine")) {
      if (truth.partition(row.partition()).good().get((int) row.offset())) {
        flaw(Kind.WRONG_TABLE, row, "its record is good, but in the quarantine");
      }
      if (inTable.getOrDefault(row.partition(), new BitSet()).get((int) row.offset())) {
        flaw(Kind.TWICE, row, "it is in the table and in the quarantine");
      }
    }
  }

  /** Whether it is the first of its record. */
  private boolean take(StoredRow row, Map<Integer, BitSet> seen, String where) {
    if (!truth.partition(row.partition()).has(row.offset())) {
      flaw(Kind.INVENTED, row, "in " + where + " without a committed record");
      return false;
    }
    BitSet offsets = seen.computeIfAbsent(row.partition(), _ -> new BitSet());
    if (offsets.get((int) row.offset())) {
      flaw(Kind.TWICE, row, "again in " + where);
      return false;
    }
    offsets.set((int) row.offset());
    return true;
  }

  private void lookForMissing(int partition, Truth.Partition records) {
    BitSet missing = (BitSet) records.good().clone();
    missing.or(records.bad());
    missing.andNot(inTable.getOrDefault(partition, new BitSet()));
    missing.andNot(inQuarantine.getOrDefault(partition, new BitSet()));
    missing.stream()
        .forEach(
            offset ->
                flaws.add(
                    new Flaw(
                        source,
                        Kind.MISSING,
                        partition,
                        offset,
                        "record " + records.number(offset) + " is nowhere")));
  }

  private void flaw(Kind kind, StoredRow row, String detail) {
    String insert = row.insert().isEmpty() ? "" : ", insert " + row.insert();
    flaws.add(new Flaw(source, kind, row.partition(), row.offset(), detail + insert));
  }
}
