package io.tributary.gatherer.http.token;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A token as it is kept: everything but its secret.
 *
 * @param id 16 hexadecimal digits; for logs and limits
 * @param name chosen by a person, unique: 1 to 64 letters, digits, dots, dashes and underscores
 * @param hash SHA-256 of the secret, 64 hexadecimal digits
 * @param appendTo names of the datasources that rows may be sent to, or {@link #ALL} alone
 * @param created when
 */
public record ApiToken(
    String id, String name, String hash, List<String> appendTo, Instant created) {
  /** Stands for every datasource, also later ones. */
  public static final String ALL = "*";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern DATASOURCE = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final int MAX_DATASOURCES = 1_000;

  public ApiToken {
    appendTo = List.copyOf(appendTo);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a token's name has 1 to 64 letters, digits, dots, dashes and underscores, not '%s'"
              .formatted(name));
    }
    if (!ID.matcher(id).matches() || !HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("token %s has no valid id or hash".formatted(name));
    }
    if (appendTo.isEmpty() || appendTo.size() > MAX_DATASOURCES) {
      throw new IllegalArgumentException(
          "token %s names %d datasources: use 1 to %d"
              .formatted(name, appendTo.size(), MAX_DATASOURCES));
    }
    for (String datasource : appendTo) {
      if (!datasource.equals(ALL) && !DATASOURCE.matcher(datasource).matches()) {
        throw new IllegalArgumentException(
            "token %s names '%s', which is no datasource: their names have letters, digits and _"
                .formatted(name, datasource));
      }
    }
  }

  /** Whether its owner may send rows there. */
  public boolean mayAppendTo(String datasource) {
    return appendTo.contains(ALL) || appendTo.contains(datasource);
  }

  byte[] hashBytes() {
    return HexFormat.of().parseHex(hash);
  }
}
