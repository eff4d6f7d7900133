package io.tributary.load.flame;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whose code a frame is; each has a colour. */
enum Origin {
  PRODUCT("Tributary", "io[.]tributary[.]"),
  KAFKA("Kafka", "org[.]apache[.]kafka[.]"),
  VERTX("Netty and Vert.x", "io[.](netty|vertx)[.]"),
  JDK("JDK", "(java|javax|jdk|sun|com[.]sun)[.]"),
  OTHER("other libraries", ""),
  /** No code: a group of threads, or a class of which something was allocated. */
  NONE("threads, allocated classes", "");

  private final String title;
  private final Pattern packages;

  Origin(String title, String packages) {
    this.title = title;
    this.packages = Pattern.compile(packages);
  }

  /**
   * Of a class; called once for each method.
   *
   * @param type binary name
   */
  static Origin of(String type) {
    for (Origin origin : values()) {
      if (origin.packages.matcher(type).lookingAt()) {
        return origin;
      }
    }
    throw new IllegalStateException("OTHER is for every class");
  }

  /** For the legend. */
  String title() {
    return title;
  }

  /** In the style sheet. */
  String css() {
    return "o-" + name().toLowerCase(Locale.ROOT);
  }
}
