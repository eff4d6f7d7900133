package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.Credentials;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.protocol.datafile.KafkaLogin.Mechanism;
import io.tributary.protocol.datafile.KafkaSecurity;
import io.tributary.protocol.datafile.SecurityProtocol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.security.auth.login.AppConfigurationEntry;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClusterAccessTest {
  private static final String ARN = "arn:aws:iam::123456789012:role/reader";

  private static Map<String, Object> config(
      SecurityProtocol protocol, @Nullable KafkaLogin login, @Nullable String caPem) {
    return ClusterAccess.config(
        new Connection("main", "broker:9093", new KafkaSecurity(protocol, login, caPem), null));
  }

  private static KafkaLogin password(Mechanism mechanism, String user, String password) {
    return new KafkaLogin.Password(mechanism, new Credentials(user, password));
  }

  /** As Kafka's clients read it. */
  private static AppConfigurationEntry jaas(Map<String, Object> config) {
    List<AppConfigurationEntry> entries =
        JaasContext.loadClientContext(config).configurationEntries();
    assertEquals(1, entries.size());
    return entries.getFirst();
  }

  @Test
  void plaintextHasNothingButItsName() {
    assertEquals(
        Map.of("bootstrap.servers", "broker:9093", "security.protocol", "PLAINTEXT"),
        config(SecurityProtocol.PLAINTEXT, null, null));
  }

  @Test
  void encryptionTrustsOnlyTheGivenCertificatesAndComparesHostNames() {
    assertEquals(
        Map.of(
            "bootstrap.servers", "broker:9093",
            "security.protocol", "SSL",
            "ssl.endpoint.identification.algorithm", "https",
            "ssl.truststore.type", "PEM",
            "ssl.truststore.certificates", new Password("pem")),
        config(SecurityProtocol.SSL, null, "pem"));
  }

  @Test
  void passwordLoginsNameTheirMechanismAndModule() {
    for (Mechanism mechanism : Mechanism.values()) {
      Map<String, Object> config =
          config(SecurityProtocol.SASL_SSL, password(mechanism, "reader", "hunter2"), null);
      AppConfigurationEntry entry = jaas(config);

      assertEquals(mechanism.saslName(), config.get(SaslConfigs.SASL_MECHANISM));
      assertEquals(Map.of("username", "reader", "password", "hunter2"), entry.getOptions());
      assertEquals(
          mechanism == Mechanism.PLAIN
              ? "org.apache.kafka.common.security.plain.PlainLoginModule"
              : "org.apache.kafka.common.security.scram.ScramLoginModule",
          entry.getLoginModuleName());
      assertFalse(config.toString().contains("hunter2"), config::toString);
    }
  }

  @Property(tries = 500)
  void anyTextIsReadBackAsItWas(
      @ForAll @UniqueElements List<@StringLength(min = 1, max = 8) String> texts) {
    for (String text : texts) {
      String nasty = "a\"b\\c;d'{}=//* #\n\r\t" + text;
      Map<String, Object> config =
          config(SecurityProtocol.SASL_SSL, password(Mechanism.PLAIN, text, nasty), null);

      assertEquals(Map.of("username", text, "password", nasty), jaas(config).getOptions());
    }
  }

  @Test
  void awsIdentityTakesOnItsRoleInItsRegion() {
    Map<String, Object> config =
        config(
            SecurityProtocol.SASL_SSL,
            new KafkaLogin.Aws("eu-west-1", new KafkaLogin.AwsRole(ARN, "a;\"b")),
            null);

    assertEquals("OAUTHBEARER", config.get(SaslConfigs.SASL_MECHANISM));
    assertEquals(
        "software.amazon.msk.auth.iam.IAMOAuthBearerLoginCallbackHandler",
        config.get(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS));
    assertEquals(
        Map.of(
            "awsStsRegion", "eu-west-1",
            "awsMskRegionProvider",
                Objects.requireNonNull(AwsClusterRegion.class.getName()) + "?region=eu-west-1",
            "awsRoleArn", ARN,
            "awsRoleSessionName", "tributary",
            "awsRoleExternalId", "a;\"b"),
        jaas(config).getOptions());
  }
}
