package io.tributary.load.flame;

import java.util.regex.Pattern;

/**
 * One frame of a stack, or what stands for one.
 *
 * @param name in full; frames of one name are the same
 * @param label what is shown where there is little room
 * @param component which part of whose code it is, such as {@code protocol.json}
 */
record Frame(String name, String label, Origin origin, String component) {
  /** Hidden classes have the address of their making in their names. */
  private static final Pattern ADDRESS = Pattern.compile("[+./]0x[0-9a-f]+");

  private static final String PRODUCT_PACKAGE = "io.tributary.";
  private static final int STEPS_OF_OTHERS = 3;

  /**
   * A method.
   *
   * @param type binary name of its class, for hidden classes with whatever the JVM adds
   */
  static Frame of(String type, String method) {
    String name = ADDRESS.matcher(type).replaceAll("");
    Origin origin = Origin.of(name);
    return new Frame(
        name + "." + method,
        name.substring(name.lastIndexOf('.') + 1) + "." + method,
        origin,
        component(name, origin));
  }

  /** What is no code. */
  static Frame named(String name) {
    return new Frame(name, name, Origin.NONE, Origin.NONE.title());
  }

  private static String component(String type, Origin origin) {
    return switch (origin) {
      case PRODUCT -> packageOf(type.substring(PRODUCT_PACKAGE.length()), 2);
      case OTHER -> packageOf(type, STEPS_OF_OTHERS);
      case KAFKA, VERTX, JDK, NONE -> origin.title();
    };
  }

  /** The first steps of a class's package; the class itself where it has none. */
  private static String packageOf(String type, int steps) {
    int end = -1;
    for (int i = 0; i < steps; i++) {
      int next = type.indexOf('.', end + 1);
      if (next < 0) {
        break;
      }
      end = next;
    }
    return end < 0 ? type : type.substring(0, end);
  }
}
