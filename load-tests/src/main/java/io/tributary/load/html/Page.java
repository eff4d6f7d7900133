package io.tributary.load.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A whole page around its content. */
public final class Page {
  private static final String CSS = css();

  private Page() {}

  /**
   * The page as text; UTF-8 is declared.
   *
   * @param content writes into the page's only column
   */
  public static String render(String title, Consumer<Markup> content) {
    Markup out = new Markup();
    out.open("html", "lang", "en").open("head");
    out.empty("meta", "charset", "utf-8");
    out.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    out.empty("meta", "name", "color-scheme", "content", "light dark");
    out.leaf("title", title).style(CSS).close();
    out.open("body").open("main");
    content.accept(out);
    out.close().close().close();
    return "<!DOCTYPE html>\n" + out;
  }

  private static String css() {
    try (InputStream in = Page.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read page.css", e);
    }
  }
}
