package io.tributary.load.html;

import java.util.List;
import java.util.Locale;

/**
 * A colour of the style sheet; readers with any sight can tell neighbours apart, on light and dark
 * screens.
 */
public enum Hue {
  BLUE,
  ORANGE,
  GREEN,
  PURPLE,
  RED,
  TEAL,
  OLIVE,
  /** For what does not count. */
  GREY;

  private static final List<Hue> COLOURS = List.of(BLUE, ORANGE, GREEN, PURPLE, RED, TEAL, OLIVE);

  /** The colour of the n-th thing of a list, from 0. */
  public static Hue of(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  String css() {
    return "h-" + name().toLowerCase(Locale.ROOT);
  }
}
