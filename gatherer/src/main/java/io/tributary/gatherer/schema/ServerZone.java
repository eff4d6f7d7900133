package io.tributary.gatherer.schema;

import io.tributary.gatherer.insert.SqlText;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names the server's time zone in types of times that name none, so that a connector reads times as
 * this server would. It is the same type: the zone is no part of what is stored.
 */
final class ServerZone {
  private static final Set<String> UTC =
      Set.of("", "UTC", "Etc/UTC", "Etc/UCT", "UCT", "Universal", "Zulu");

  /** What people named is passed over: values of an Enum, names of elements, zones. */
  private static final Pattern TIME =
      Pattern.compile(
          SqlText.QUOTED
              + "|\\b(?:DateTime64\\((?<digits>[0-9])\\)|(?<seconds>DateTime)\\b(?!\\())");

  private ServerZone() {}

  /**
   * @param type as the server shows it
   * @param zone the server's, empty when it is not known
   */
  static String name(String type, String zone) {
    if (UTC.contains(zone)) {
      return type;
    }
    return TIME.matcher(type).replaceAll(time -> Matcher.quoteReplacement(named(time, zone)));
  }

  private static String named(MatchResult time, String zone) {
    String digits = time.group("digits");
    if (digits != null) {
      return "DateTime64(%s, '%s')".formatted(digits, zone);
    }
    return time.group("seconds") == null ? time.group() : "DateTime('%s')".formatted(zone);
  }
}
