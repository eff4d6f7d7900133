package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.Chunk;
import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.protocol.frame.OffsetSet;
import io.tributary.protocol.row.RowProblem;

/**
 * The values of an entry that are no rows, without those that are quarantined already. Why each is
 * none is found again, one at a time.
 *
 * @param held offsets that are in the quarantine already
 * @param looking makes rows to see why that fails
 */
record BadValues(Entry entry, OffsetSet held, RowMaker looking, QuarantineRows quarantine)
    implements QuarantineRows.Values {

  @Override
  public int next(int index) {
    Chunk chunk = entry.chunk();
    for (int i = index + 1; i < chunk.count(); i++) {
      if (!chunk.isGood(i) && !held.contains(entry.firstOffset() + i)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public RowProblem problem(int index) {
    return quarantine.problem(entry.chunk(), index, looking);
  }
}
