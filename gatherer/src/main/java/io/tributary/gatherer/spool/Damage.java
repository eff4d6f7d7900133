package io.tributary.gatherer.spool;

import java.nio.file.Path;

/**
 * Bytes of a segment that are not what was written.
 *
 * @param file the segment
 * @param offset where it begins
 * @param bytes how many
 * @param breach rule of docs/spool.md, with what was expected and found
 * @param acknowledged true if rows that were acknowledged are lost; false if they may be
 */
public record Damage(Path file, long offset, long bytes, String breach, boolean acknowledged) {
  /** One line for an operator. */
  @Override
  public String toString() {
    return "%s is damaged at offset %d, %d bytes (%s): %s"
        .formatted(
            file,
            offset,
            bytes,
            breach,
            acknowledged
                ? "acknowledged rows are lost, so send them again"
                : "rows are lost, if they were acknowledged");
  }
}
