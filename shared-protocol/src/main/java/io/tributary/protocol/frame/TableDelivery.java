package io.tributary.protocol.frame;

import java.util.List;

/**
 * Which guarantee a table allows.
 *
 * @param obstacles why exactly once is not possible, one line each for the operator; none when it
 *     is
 * @param remarks what the guarantee does not cover, one line each
 */
public record TableDelivery(List<String> obstacles, List<String> remarks) {
  /** Lines of either kind. */
  public static final int MAX_LINES = 32;

  public TableDelivery {
    obstacles = lines(obstacles);
    remarks = lines(remarks);
  }

  /** The best guarantee that is possible. */
  public Guarantee best() {
    return obstacles.isEmpty() ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE;
  }

  private static List<String> lines(List<String> lines) {
    if (lines.size() > MAX_LINES) {
      throw new BrokenRule(Rule.LIST_SIZE, "more than " + MAX_LINES + " lines: " + lines.size());
    }
    return lines.stream().map(MessageLine::of).toList();
  }
}
