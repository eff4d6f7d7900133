package io.tributary.connector.kafka;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;

/**
 * The library that makes tokens of AWS identities. It is ten megabytes and of use for one cloud
 * only, so whoever needs it puts it beside the other jars; it is loaded by name.
 */
final class AwsTokens {
  /** What Kafka's clients ask for tokens. */
  static final String HANDLER = "software.amazon.msk.auth.iam.IAMOAuthBearerLoginCallbackHandler";

  /** The library looks the region up where the process runs, unless it is given such a class. */
  private static final String REGION_PROVIDER = "io.tributary.connector.kafka.AwsClusterRegion";

  private AwsTokens() {}

  /** Names the provider of this region as the library wants it. */
  static String regionProvider(String region) {
    return REGION_PROVIDER + "?" + "region=" + region;
  }

  /**
   * Does nothing if the connection needs no such tokens.
   *
   * @throws StartException if it does, and the library is not there or older than it must be
   */
  static void check(Connection connection) {
    if (!(connection.security().login() instanceof KafkaLogin.Aws)) {
      return;
    }
    try {
      ClassLoader loader = AwsTokens.class.getClassLoader();
      Class<?> unusedHandler = Class.forName(HANDLER, false, loader);
      Class<?> unusedProvider = Class.forName(REGION_PROVIDER, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new StartException(
          FailureCode.LIBRARY_MISSING,
          "KAFKA_SASL_OAUTHBEARER_METHOD AWS in "
              + connection.name()
              + ".connection needs the library software.amazon.msk:aws-msk-iam-auth, version 2.3.9"
              + " or newer, as one jar (its classifier is \"all\")");
    }
  }
}
