package io.tributary.load.workload;

import java.util.Locale;

/** How producers compress their batches; brokers keep them so, and consumers take them apart. */
public enum Compression {
  NONE,
  LZ4,
  ZSTD,
  SNAPPY,
  GZIP;

  /** As Kafka calls it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
