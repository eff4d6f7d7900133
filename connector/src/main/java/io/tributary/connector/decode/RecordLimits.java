package io.tributary.connector.decode;

/**
 * How large records may be to be decoded at all.
 *
 * @param messageBytes most bytes of a record's key and value together, 1 or more
 * @param headerBytes most bytes of stored headers, 1 or more
 */
public record RecordLimits(int messageBytes, int headerBytes) {
  public RecordLimits {
    if (messageBytes < 1 || headerBytes < 1) {
      throw new IllegalArgumentException(
          "limits are 1 or more, not " + messageBytes + " and " + headerBytes);
    }
  }
}
