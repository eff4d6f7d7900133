package io.tributary.protocol.frame;

/**
 * The claim of a Kafka partition of a table for one writer.
 *
 * @param source what is claimed
 * @param group consumer group of the writer, 1 to 1,024 characters
 * @param epoch grows with each claim, 0 to {@link #MAX_EPOCH}
 * @param from first offset the writer has not seen settled, 0 or more
 * @param guarantee what the writer wants
 * @param predecessor the writer before
 */
public record Claim(
    SourcePartition source,
    String group,
    long epoch,
    long from,
    Guarantee guarantee,
    Predecessor predecessor) {
  /** No writer gets there; what grows from it stays a number. */
  public static final long MAX_EPOCH = 999_999_999_999_999_999L;

  public Claim {
    Check.length("group", group, 1, 1_024);
    Check.epoch("epoch", epoch);
    Check.notNegative("from", from);
  }
}
