package io.tributary.load.gate;

import java.util.Locale;
import java.util.Optional;

/**
 * A ratio beside that of the reference.
 *
 * @param subject the one that was measured now, or else the reference's
 * @param noisy whether its pairs differ by more than the tolerance, now
 */
record JudgedRatio(
    Ratio subject, Optional<Ratio> reference, Optional<Ratio> now, Verdict verdict, boolean noisy) {

  enum Verdict {
    /** Within the tolerance. */
    HOLDS,
    /** Better by more than the tolerance. */
    BETTER,
    /** Worse by more than the tolerance. */
    WORSE,
    /** The reference has it, and no pair told it now. */
    NOT_MEASURED,
    /** It was measured, and the reference lacks it. */
    NO_REFERENCE;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static JudgedRatio missing(Ratio reference) {
    return new JudgedRatio(
        reference, Optional.of(reference), Optional.empty(), Verdict.NOT_MEASURED, false);
  }

  static JudgedRatio of(Optional<Ratio> reference, Ratio now, Tolerance tolerance) {
    return new JudgedRatio(
        now,
        reference,
        Optional.of(now),
        reference
            .map(known -> verdict(known, now, tolerance))
            .orElse(JudgedRatio.Verdict.NO_REFERENCE),
        tolerance.isNoisy(now));
  }

  private static Verdict verdict(Ratio reference, Ratio now, Tolerance tolerance) {
    if (tolerance.isWorse(reference, now)) {
      return Verdict.WORSE;
    }
    return tolerance.isBetter(reference, now) ? Verdict.BETTER : Verdict.HOLDS;
  }

  /** How much it differs from the reference, such as {@code -3.1 %}. */
  String difference() {
    if (reference.isEmpty() || now.isEmpty()) {
      return "n/a";
    }
    return String.format(Locale.ROOT, "%+.1f %%", Tolerance.change(reference.get(), now.get()));
  }

  /** Such as {@code worse, noisy}. */
  String finding() {
    return noisy ? verdict.word() + ", noisy" : verdict.word();
  }
}
