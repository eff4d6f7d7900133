package io.tributary.gatherer.http.token;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All tokens that are valid now. Immutable; any thread.
 *
 * <p>A secret is found by the first 8 bytes of its hash and then compared as a whole in constant
 * time. What the time of the search can tell is about a hash, from which no way leads back to a
 * secret.
 */
public final class TokenSet {
  private final Map<Long, Known> byHash = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Known(ApiToken token, byte[] hash) {}

  /**
   * @throws IllegalArgumentException if two have the same secret
   */
  public TokenSet(List<ApiToken> tokens) {
    for (ApiToken token : tokens) {
      byte[] hash = token.hashBytes();
      Known other = byHash.put(beginning(hash), new Known(token, hash));
      if (other != null) {
        throw new IllegalArgumentException(
            "tokens %s and %s have the same hash".formatted(other.token().name(), token.name()));
      }
    }
  }

  /** The token with this secret. */
  public Optional<ApiToken> find(String secret) {
    byte[] hash = TokenSecret.hash(secret);
    Known known = byHash.get(beginning(hash));
    return known != null && MessageDigest.isEqual(known.hash(), hash)
        ? Optional.of(known.token())
        : Optional.empty();
  }

  /** How many there are. */
  public int size() {
    return byHash.size();
  }

  private static long beginning(byte[] hash) {
    return ByteBuffer.wrap(hash).getLong();
  }
}
