package io.tributary.load.flame;

import java.util.regex.Pattern;

/** Threads that do the same work have the same name but for numbers and ids. */
final class ThreadNames {
  private static final Pattern ID =
      Pattern.compile("[-_#. ]?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private static final Pattern NUMBER = Pattern.compile("[-_#. ]?\\d+(?=[^\\p{Alpha}\\d]|$)");

  private ThreadNames() {}

  /** The name without its numbers, such as {@code vert.x-eventloop-thread}. */
  static String group(String name) {
    String group = NUMBER.matcher(ID.matcher(name).replaceAll("")).replaceAll("").strip();
    return group.isEmpty() ? "unnamed" : group;
  }
}
