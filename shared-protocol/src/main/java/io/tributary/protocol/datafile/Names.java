package io.tributary.protocol.datafile;

import java.util.regex.Pattern;

/** What connections, tables and columns may be called, so that they need no escaping anywhere. */
final class Names {
  static final String RULE = "is not usable; use 1 to 255 letters, digits and underscores";

  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_]{1,255}");

  private static final Pattern COLUMN = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)?");
  private static final int MAX_LENGTH = 255;

  private Names() {}

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  /** Columns that are parts of a nested one have a dot in their names. */
  static boolean isColumn(String name) {
    return name.length() <= MAX_LENGTH && COLUMN.matcher(name).matches();
  }
}
