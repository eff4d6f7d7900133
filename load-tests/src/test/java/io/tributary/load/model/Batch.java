package io.tributary.load.model;

/**
 * Rows of a writer.
 *
 * @param offsets a bit for each
 * @param target 0 the table, 1 its quarantine
 * @param suspect a part of a refused batch
 */
record Batch(Stream stream, int offsets, int target, boolean suspect) {
  /** It is the same batch, though a gatherer may have come to suspect it. */
  boolean hasRowsOf(Batch other) {
    return stream.equals(other.stream) && offsets == other.offsets && target == other.target;
  }

  @Override
  public String toString() {
    return "%s%s rows %s of %s"
        .formatted(
            suspect ? "suspect " : "",
            target == 0 ? "" : "quarantine",
            Offsets.text(offsets),
            stream);
  }
}
