package io.tributary.protocol.datafile;

import org.jspecify.annotations.Nullable;

/**
 * What protects the way to a Kafka cluster.
 *
 * @param login there if and only if the protocol has one
 * @param caPem certificates in PEM that alone are trusted, only with encryption; null trusts those
 *     of the JVM
 */
public record KafkaSecurity(
    SecurityProtocol protocol, @Nullable KafkaLogin login, @Nullable String caPem) {

  /** Neither encryption nor login. */
  public static final KafkaSecurity NONE =
      new KafkaSecurity(SecurityProtocol.PLAINTEXT, null, null);

  public KafkaSecurity {
    if (protocol.hasLogin() != (login != null)) {
      throw new IllegalArgumentException(
          protocol + (login == null ? " needs a login" : " has no login"));
    }
    if (caPem != null && !protocol.isEncrypted()) {
      throw new IllegalArgumentException(protocol + " has no certificates");
    }
  }
}
