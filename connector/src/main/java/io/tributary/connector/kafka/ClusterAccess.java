package io.tributary.connector.kafka;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.protocol.datafile.KafkaSecurity;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/**
 * What every client of a cluster is configured with to get there: the servers, encryption and the
 * login. Secrets are in values of type {@link Password}, which no client prints.
 *
 * <p>Pure; any thread.
 */
final class ClusterAccess {
  private ClusterAccess() {}

  /** The properties, for a consumer or an admin client. */
  static Map<String, Object> config(Connection connection) {
    KafkaSecurity security = connection.security();
    Map<String, Object> config = new HashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, connection.bootstrapServers());
    config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, security.protocol().name());
    if (security.protocol().isEncrypted()) {
      // Kafka's default, which a certificate is worth little without.
      config.put(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG, "https");
    }
    String caPem = security.caPem();
    if (caPem != null) {
      config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
      config.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, new Password(caPem));
    }
    switch (security.login()) {
      case KafkaLogin.Password password -> login(config, password);
      case KafkaLogin.Aws aws -> login(config, aws);
      case null -> {}
    }
    return config;
  }

  private static void login(Map<String, Object> config, KafkaLogin.Password login) {
    Class<?> module =
        login.mechanism() == KafkaLogin.Mechanism.PLAIN
            ? PlainLoginModule.class
            : ScramLoginModule.class;
    JaasEntry entry =
        new JaasEntry(module)
            .with("username", login.credentials().user())
            .with("password", login.credentials().password());
    config.put(SaslConfigs.SASL_MECHANISM, login.mechanism().saslName());
    config.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(entry.text()));
  }

  private static void login(Map<String, Object> config, KafkaLogin.Aws login) {
    JaasEntry entry =
        new JaasEntry(OAuthBearerLoginModule.class)
            .with("awsStsRegion", login.region())
            .with("awsMskRegionProvider", AwsTokens.regionProvider(login.region()));
    KafkaLogin.AwsRole role = login.role();
    if (role != null) {
      entry.with("awsRoleArn", role.arn()).with("awsRoleSessionName", "tributary");
      String externalId = role.externalId();
      if (externalId != null) {
        entry.with("awsRoleExternalId", externalId);
      }
    }
    config.put(SaslConfigs.SASL_MECHANISM, OAuthBearerLoginModule.OAUTHBEARER_MECHANISM);
    config.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(entry.text()));
    config.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, AwsTokens.HANDLER);
  }
}
