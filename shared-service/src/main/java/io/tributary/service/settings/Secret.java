package io.tributary.service.settings;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or token. Its text leaves only through {@link #reveal}; it never prints itself. */
public final class Secret {
  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text, for whom it is meant. */
  public String reveal() {
    return text;
  }

  /** True when none was set. */
  public boolean isEmpty() {
    return text.isEmpty();
  }

  /** Compares in a time that does not depend on where the texts differ. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && matches(secret.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text.isEmpty() ? "(none)" : "(secret)";
  }
}
