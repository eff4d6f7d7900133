package io.tributary.gatherer.ledger;

import io.tributary.protocol.frame.OpenAnswer;

/**
 * Bounds of one look. What does not fit is left to another claim: the answer says until where it is
 * complete.
 *
 * @param rangesPerClaim as many as one answer to a claim may have, 1 or more
 * @param rangesPerLook as many as one answer of ClickHouse may have, shared among the claims
 * @param offsetsPerLook offsets that are gone through one by one, shared among the claims: what a
 *     look takes of ClickHouse's memory
 */
record LookLimits(int rangesPerClaim, int rangesPerLook, long offsetsPerLook) {
  /** With 16 MiB for the answer: the longest line has 46 bytes; and 2 GiB for the offsets. */
  static final LookLimits STANDARD = new LookLimits(OpenAnswer.Resume.MAX_RANGES, 300_000, 1 << 27);

  LookLimits {
    if (rangesPerClaim < 1 || rangesPerLook < 1 || offsetsPerLook < 1) {
      throw new IllegalArgumentException(
          "limits of a look are 1 or more: %d, %d, %d"
              .formatted(rangesPerClaim, rangesPerLook, offsetsPerLook));
    }
  }

  /** Ranges that each of so many claims may have. */
  int ranges(int claims) {
    return Math.max(1, Math.min(rangesPerClaim, rangesPerLook / claims));
  }

  /** First offset behind those that are gone through for one of so many claims. */
  long end(long from, int claims) {
    long span = Math.max(1, offsetsPerLook / claims);
    return from > Long.MAX_VALUE - span ? Long.MAX_VALUE : from + span;
  }
}
