package io.tributary.load.types;

/** What one side made of one row. */
sealed interface Outcome {

  /**
   * The row is in the table.
   *
   * @param hex of its columns but the first, in RowBinary
   * @param text of the column under test, for people
   */
  record Stored(String hex, String text) implements Outcome {
    boolean sameAs(Outcome other) {
      return other instanceof Stored(String otherHex, String _) && hex.equals(otherHex);
    }
  }

  /**
   * The row is not in the table.
   *
   * @param reason empty when it is not known
   */
  record Refused(String reason) implements Outcome {}

  /**
   * Neither: the encoder failed, or made bytes that ClickHouse cannot read back. Never right.
   *
   * @param reason for people
   */
  record Broken(String reason) implements Outcome {}
}
