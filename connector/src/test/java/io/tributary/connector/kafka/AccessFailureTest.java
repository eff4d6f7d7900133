package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.protocol.datafile.KafkaSecurity;
import io.tributary.protocol.datafile.SecurityProtocol;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.util.Objects;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class AccessFailureTest {
  private static final Connection CONNECTION = Connection.plaintext("main", "broker:9092");

  private static String line(Throwable cause) {
    return line(cause, CONNECTION);
  }

  private static String line(Throwable cause, Connection connection) {
    return Objects.requireNonNull(AccessFailure.of(cause, connection)).line();
  }

  private static Throwable handshake(SSLException cause) {
    return new KafkaException(new SslAuthenticationException("SSL handshake failed", cause));
  }

  @Test
  void serverThatDoesNotEncryptIsSaid() {
    assertEquals(
        "the brokers at broker:9092 do not answer with TLS; correct KAFKA_SECURITY_PROTOCOL, or the"
            + " port in KAFKA_BOOTSTRAP_SERVERS, in main.connection [KAFKA_NOT_TRUSTED]",
        line(handshake(new SSLException("Unsupported or unrecognized SSL message"))));
  }

  @Test
  void expiredCertificateIsSaid() {
    SSLHandshakeException expired = new SSLHandshakeException("PKIX path validation failed");
    expired.initCause(
        new CertPathValidatorException(
            "validity check failed", new CertificateExpiredException("NotAfter: yesterday")));
    assertEquals(
        "a certificate of the brokers at broker:9092 has expired (NotAfter: yesterday); renew it"
            + " there [KAFKA_NOT_TRUSTED]",
        line(handshake(expired)));
  }

  @Test
  void anotherFailureToEncryptKeepsItsMessage() {
    assertEquals(
        "no encrypted connection to broker:9092 can be made (Received fatal alert:"
            + " handshake_failure); correct KAFKA_SECURITY_PROTOCOL or KAFKA_SSL_CA_PEM in"
            + " main.connection [KAFKA_NOT_TRUSTED]",
        line(handshake(new SSLHandshakeException("Received fatal alert: handshake_failure"))));
  }

  @Test
  void loginThatNobodyAskedForIsSaid() {
    assertEquals(
        "the brokers at broker:9092 expect no login (Unexpected handshake); correct"
            + " KAFKA_SECURITY_PROTOCOL in main.connection [KAFKA_LOGIN_REFUSED]",
        line(new IllegalSaslStateException("Unexpected handshake")));
  }

  @Test
  void missingAwsCredentialsNameWhereTheyAreSet() {
    Connection aws =
        new Connection(
            "msk",
            "broker:9098",
            new KafkaSecurity(
                SecurityProtocol.SASL_SSL, new KafkaLogin.Aws("eu-west-1", null), null),
            null);
    assertEquals(
        "the login at broker:9098 fails (no credentials); correct"
            + " KAFKA_SASL_OAUTHBEARER_AWS_*, or what AWS grants to that identity, in"
            + " msk.connection [KAFKA_LOGIN_REFUSED]",
        line(new KafkaException("no client", new LoginException("no credentials")), aws));
  }

  @Test
  void whatPassesOrIsAboutRightsIsNothingOfThis() {
    assertNull(AccessFailure.of(new TimeoutException("late"), CONNECTION));
    assertNull(AccessFailure.of(new TopicAuthorizationException("clicks"), CONNECTION));
  }
}
