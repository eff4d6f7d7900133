package io.tributary.connector.kafka;

/**
 * One entry of a login configuration, as {@code sasl.jaas.config} wants it written: {@code MODULE
 * required name="value";}.
 */
final class JaasEntry {
  private final StringBuilder text;

  JaasEntry(Class<?> module) {
    this.text = new StringBuilder(module.getName()).append(" required");
  }

  /** Adds an option; any text can be its value. */
  JaasEntry with(String name, String value) {
    text.append(' ').append(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> text.append('\\').append(c);
        // The end of a line would end the quotes.
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        default -> text.append(c);
      }
    }
    text.append('"');
    return this;
  }

  String text() {
    return text + ";";
  }
}
