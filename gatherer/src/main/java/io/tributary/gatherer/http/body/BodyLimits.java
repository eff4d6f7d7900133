package io.tributary.gatherer.http.body;

/**
 * How large a body may be.
 *
 * @param maxBytes of a body, as sent and decoded, 1 or more
 * @param maxRowBytes of one JSON value, 1 or more
 * @param maxRatio decoded bytes for each byte sent, 1 or more; the first MiB is free
 */
public record BodyLimits(long maxBytes, int maxRowBytes, int maxRatio) {
  public BodyLimits {
    if (maxBytes < 1 || maxRowBytes < 1 || maxRatio < 1) {
      throw new IllegalArgumentException(
          "limits of a body are %d bytes, %d bytes a row and ratio %d: each must be 1 or more"
              .formatted(maxBytes, maxRowBytes, maxRatio));
    }
  }
}
