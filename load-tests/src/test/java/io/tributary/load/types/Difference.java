package io.tributary.load.types;

/** A row that the two sides do not agree about. */
record Difference(String type, JsonText text, Outcome theirs, Outcome ours) {

  /** What a person needs to repeat and judge it. */
  String shown() {
    return "%s  %s%n    ClickHouse: %s%n    Tributary:  %s"
        .formatted(type, text.shown(), shown(theirs), shown(ours));
  }

  private static String shown(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Stored(String hex, String text) -> "stored %s  %s".formatted(text, cut(hex));
      case Outcome.Refused(String reason) -> "refused, " + cut(reason.replace('\n', ' '));
      case Outcome.Broken(String reason) -> "BROKEN, " + cut(reason.replace('\n', ' '));
    };
  }

  private static String cut(String text) {
    return text.length() <= 220 ? text : text.substring(0, 220) + "…";
  }
}
