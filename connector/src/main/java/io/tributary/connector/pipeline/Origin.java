package io.tributary.connector.pipeline;

import io.tributary.connector.telemetry.PipelineMeters.BatchKind;

/** What a batch on its way was made of, to be found again with its verdict. */
sealed interface Origin {

  /** The lane whose rows they are. */
  PartitionLane lane();

  /** A batch as it was sealed, of good rows or of quarantined ones. */
  record Whole(PartitionLane lane, BatchBuilder batch, BatchBuilders builders, BatchKind kind)
      implements Origin {}

  /**
   * Rows of a refused batch.
   *
   * @param firstRow number of the first one, from 0
   */
  record Part(RefusedBatch of, int firstRow, int rows) implements Origin {
    @Override
    public PartitionLane lane() {
      return of.lane();
    }
  }

  /** Guilty rows of a refused batch, as rows of the quarantine table. */
  record Guilty(RefusedBatch of, BatchBuilder batch, BatchBuilders builders) implements Origin {
    @Override
    public PartitionLane lane() {
      return of.lane();
    }
  }
}
