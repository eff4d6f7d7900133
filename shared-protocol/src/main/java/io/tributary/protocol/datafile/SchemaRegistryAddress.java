package io.tributary.protocol.datafile;

import org.jspecify.annotations.Nullable;

/**
 * Where a schema registry is.
 *
 * @param url {@code http} or {@code https}, without user, query, fragment and slash at its end
 * @param credentials for HTTP Basic authentication
 * @param caPem certificates in PEM that a registry with {@code https} is also trusted by
 */
public record SchemaRegistryAddress(
    String url, @Nullable Credentials credentials, @Nullable String caPem) {
  public SchemaRegistryAddress {
    if (!url.startsWith("http://") && !url.startsWith("https://")) {
      throw new IllegalArgumentException("the URL of a registry is not http or https: " + url);
    }
  }
}
