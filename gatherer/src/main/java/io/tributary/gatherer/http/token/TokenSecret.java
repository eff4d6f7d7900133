package io.tributary.gatherer.http.token;

import io.tributary.protocol.digest.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What is behind a token: {@code tri_} and 256 random bits as 43 characters of URL-safe Base64. The
 * prefix is for scanners that look for secrets where they do not belong. As the bits are random, a
 * plain SHA-256 is as hard to turn round as a slow one.
 */
final class TokenSecret {
  private static final String PREFIX = "tri_";
  private static final int RANDOM_BYTES = 32;

  /** Longer texts are no secrets, and are not hashed. */
  private static final int MAX_CHARS = 256;

  private static final SecureRandom RANDOM = new SecureRandom();

  private TokenSecret() {}

  static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static byte[] randomId() {
    byte[] id = new byte[Long.BYTES];
    RANDOM.nextBytes(id);
    return id;
  }

  /** SHA-256; that of the empty text for what is too long to be a secret. */
  static byte[] hash(String secret) {
    return Sha256.of(secret.length() > MAX_CHARS ? "" : secret);
  }
}
