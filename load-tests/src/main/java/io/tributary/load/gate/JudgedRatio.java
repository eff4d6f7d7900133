package io.tributary.load.gate;

import java.util.Locale;
import java.util.Optional;

/**
 * A ratio beside that of the reference.
 *
 * @param subject the one that was measured now, or else the reference's
 * @param tolerance that counts for it
 */
record JudgedRatio(
    Ratio subject,
    Optional<Ratio> reference,
    Optional<Ratio> now,
    Verdict verdict,
    Tolerance tolerance) {

  enum Verdict {
    /** Within the tolerance or the bound. */
    HOLDS,
    /** Better by more than the tolerance. */
    BETTER,
    /** Worse by more than the tolerance. */
    WORSE,
    /** Above its bound. */
    TOO_HIGH,
    /** The reference has it, and no pair told it now. */
    NOT_MEASURED,
    /** It was measured, and the reference lacks it. */
    NO_REFERENCE;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static JudgedRatio missing(Ratio reference, Tolerance ofTheGate) {
    return new JudgedRatio(
        reference,
        Optional.of(reference),
        Optional.empty(),
        Verdict.NOT_MEASURED,
        ofTheGate.of(reference));
  }

  static JudgedRatio of(Optional<Ratio> reference, Ratio now, Tolerance ofTheGate) {
    Tolerance tolerance = ofTheGate.of(now);
    return new JudgedRatio(
        now, reference, Optional.of(now), verdict(reference, now, tolerance), tolerance);
  }

  private static Verdict verdict(Optional<Ratio> reference, Ratio now, Tolerance tolerance) {
    return switch (now.rule()) {
      case Rule.AtMost bound ->
          now.spread().median() > bound.most() ? Verdict.TOO_HIGH : Verdict.HOLDS;
      case Rule.OfTheGate _, Rule.Own _ ->
          reference.map(known -> verdict(known, now, tolerance)).orElse(Verdict.NO_REFERENCE);
    };
  }

  private static Verdict verdict(Ratio reference, Ratio now, Tolerance tolerance) {
    if (tolerance.isWorse(reference, now)) {
      return Verdict.WORSE;
    }
    return tolerance.isBetter(reference, now) ? Verdict.BETTER : Verdict.HOLDS;
  }

  /** Whether it was compared with anything. */
  boolean isJudged() {
    return verdict != Verdict.NO_REFERENCE;
  }

  /** Whether its pairs, now, do not agree on what it is worth. */
  boolean noisy() {
    return now.isPresent() && tolerance.isNoisy(now.get());
  }

  /** How much it differs from the reference, such as {@code -3.1 %}. */
  String difference() {
    if (reference.isEmpty() || now.isEmpty() || subject.rule() instanceof Rule.AtMost) {
      return "n/a";
    }
    return String.format(Locale.ROOT, "%+.1f %%", Tolerance.change(reference.get(), now.get()));
  }

  /** What is allowed, such as {@code 15 %} or {@code ≤ 5}. */
  String allowed() {
    return subject.rule() instanceof Rule.AtMost bound
        ? "≤ "
            + (bound.most() == Math.rint(bound.most())
                ? String.format(Locale.ROOT, "%,.0f", bound.most())
                : Ratio.number(bound.most()))
        : tolerance.text();
  }

  /** Such as {@code worse, noisy}. */
  String finding() {
    return noisy() ? verdict.word() + ", noisy" : verdict.word();
  }

  /** Why it fails, a sentence; empty if it does not. */
  Optional<String> failure() {
    return switch (verdict) {
      case WORSE -> Optional.of(worse());
      case TOO_HIGH -> Optional.of(tooHigh());
      case NOT_MEASURED ->
          Optional.of("%s is in the reference and was not measured.".formatted(subject.title()));
      case HOLDS, BETTER, NO_REFERENCE -> Optional.empty();
    };
  }

  private String worse() {
    Ratio before = reference.orElseThrow();
    String sentence =
        "%s is %s and was %s in the reference: %s, and %s is better, with a tolerance of %s."
            .formatted(
                subject.title(),
                Ratio.number(subject.spread().median()),
                Ratio.number(before.spread().median()),
                difference(),
                before.better().name().toLowerCase(Locale.ROOT),
                tolerance.text());
    return noisy()
        ? sentence
            + String.format(
                Locale.ROOT,
                " Its pairs lie %.0f %% apart: run it again before you believe it.",
                Tolerance.apart(subject))
        : sentence;
  }

  private String tooHigh() {
    String sentence =
        "%s is %s, and must be %s."
            .formatted(subject.title(), Ratio.number(subject.spread().median()), allowed());
    return noisy()
        ? sentence + " Not all of its pairs are above: run it again before you believe it."
        : sentence;
  }
}
