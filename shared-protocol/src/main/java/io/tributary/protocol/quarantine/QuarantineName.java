package io.tributary.protocol.quarantine;

import java.util.Optional;

/** The names of quarantine tables. */
public final class QuarantineName {
  /** Ending of a quarantine table's name. */
  public static final String SUFFIX = "_quarantine";

  private QuarantineName() {}

  /** The table that takes what {@code table} cannot. */
  public static String of(String table) {
    return table + SUFFIX;
  }

  /** The table whose quarantine this is, empty when the name is not that of a quarantine. */
  public static Optional<String> tableOf(String quarantine) {
    return quarantine.endsWith(SUFFIX) && quarantine.length() > SUFFIX.length()
        ? Optional.of(quarantine.substring(0, quarantine.length() - SUFFIX.length()))
        : Optional.empty();
  }
}
