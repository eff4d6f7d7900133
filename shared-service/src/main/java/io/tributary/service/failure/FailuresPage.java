package io.tributary.service.failure;

import java.util.EnumSet;

/** Renders the vocabulary as a page for people. */
public final class FailuresPage {

  private FailuresPage() {}

  /** Markdown: the classes, then every code. */
  public static String render() {
    StringBuilder page =
        new StringBuilder(
            """
            # Errors

            Generated from the source; a test holds it to that. A line about a failure ends in its code in
            brackets. The class says who can end it:

            """);
    for (FailureClass kind : EnumSet.allOf(FailureClass.class)) {
      page.append("- **").append(kind).append("**: ").append(kind.meaning()).append(".\n");
    }
    page.append("\n| code | class | what is the case | way out |\n|---|---|---|---|\n");
    for (FailureCode code : EnumSet.allOf(FailureCode.class)) {
      page.append(
          "| `%s` | %s | %s | %s |\n".formatted(code, code.kind(), code.sentence(), code.wayOut()));
    }
    return page.toString();
  }
}
