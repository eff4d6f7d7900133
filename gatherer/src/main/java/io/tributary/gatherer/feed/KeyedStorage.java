package io.tributary.gatherer.feed;

import io.tributary.gatherer.spool.KeyHash;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Requests with a key whose rows are not all stored yet, for those who repeat them and want to wait
 * for that. As many as such requests are in the spool.
 *
 * <p>Any thread.
 */
public final class KeyedStorage {
  private final Map<KeyHash, Acceptance> open = new ConcurrentHashMap<>();

  /** The request is accepted, and forgotten when it is stored. */
  public void watch(KeyHash key, Acceptance acceptance) {
    open.put(key, acceptance);
    var unused = acceptance.stored().onComplete(stored -> open.remove(key, acceptance));
  }

  /** What is waited for; empty when all of it is stored, or nobody knows the key. */
  public Optional<Acceptance> of(KeyHash key) {
    return Optional.ofNullable(open.get(key));
  }
}
