package io.tributary.protocol.datafile;

import org.jspecify.annotations.Nullable;

/** How a connector says to a broker who it is. */
public sealed interface KafkaLogin {

  /** With a user and a password. */
  record Password(Mechanism mechanism, Credentials credentials) implements KafkaLogin {}

  /** As an AWS identity (OAUTHBEARER with tokens that AWS's keys sign). */
  record Aws(String region, @Nullable AwsRole role) implements KafkaLogin {}

  /**
   * A role to take on before the token is signed; without one it is signed as whatever AWS finds.
   *
   * @param externalId what the role's trust policy asks for, if it does
   */
  record AwsRole(String arn, @Nullable String externalId) {
    @Override
    public String toString() {
      return "(role)";
    }
  }

  /** How the password is proven. */
  enum Mechanism {
    PLAIN("PLAIN"),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    SCRAM_SHA_512("SCRAM-SHA-512");

    private final String saslName;

    Mechanism(String saslName) {
      this.saslName = saslName;
    }

    /** As SASL and Kafka write it. */
    public String saslName() {
      return saslName;
    }
  }
}
