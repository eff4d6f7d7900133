package io.tributary.gatherer.table;

import io.tributary.protocol.frame.Verdict;
import java.util.List;

/** Where batches came from, and where the verdict on them goes. Any thread may call. */
public interface BatchOrigin {

  /** Tells the sender what became of {@code batches}, all of them sent by this origin. */
  void settled(List<Batch> batches, Verdict verdict);

  /** Tells the sender that the table is no longer what was described to it. */
  void tableChanged();
}
