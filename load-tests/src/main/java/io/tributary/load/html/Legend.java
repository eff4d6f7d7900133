package io.tributary.load.html;

import java.util.Map;

/** What the colours of a plot mean. */
final class Legend {
  private Legend() {}

  static void write(Markup out, Map<String, Hue> meanings) {
    out.open("ul", "class", "legend");
    meanings.forEach(
        (name, hue) -> {
          out.open("li").leaf("span", "", "class", "swatch " + hue.css());
          out.text(name).close();
        });
    out.close();
  }
}
