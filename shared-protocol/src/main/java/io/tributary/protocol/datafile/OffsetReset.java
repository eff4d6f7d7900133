package io.tributary.protocol.datafile;

/** Where a consumer group starts that has committed nothing yet. */
public enum OffsetReset {
  LATEST,
  EARLIEST
}
