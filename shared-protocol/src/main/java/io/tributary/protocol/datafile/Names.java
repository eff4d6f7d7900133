package io.tributary.protocol.datafile;

import java.util.regex.Pattern;

/** What connections, tables and columns may be called, so that they need no escaping anywhere. */
final class Names {
  static final String RULE = "is not usable; use 1 to 255 letters, digits and underscores";

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private Names() {}

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }
}
