package io.tributary.connector.kafka;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.service.failure.FailureCode;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that does not let a client in, or that a client does not trust: nothing that trying
 * again would end.
 *
 * @param code what it is
 * @param what the case, and which setting of the connection to correct
 */
record AccessFailure(FailureCode code, String what) {
  private static final int MAX_CAUSES = 20;

  /** Null when the cause is something else. */
  static @Nullable AccessFailure of(Throwable cause, Connection connection) {
    Words words = new Words(connection);
    Throwable at = cause;
    for (int i = 0; at != null && i < MAX_CAUSES; i++) {
      AccessFailure found =
          switch (at) {
            case UnsupportedSaslMechanismException e -> words.mechanism(e);
            case IllegalSaslStateException e -> words.protocol(e);
            case SaslAuthenticationException e -> words.login(e);
            case LoginException e -> words.login(e);
            case SSLException e -> words.encryption(e);
            default -> null;
          };
      if (found != null) {
        return found;
      }
      at = at.getCause();
    }
    return null;
  }

  /** One line for the operator. */
  String line() {
    return code.tag(what);
  }

  /** What each case is called, and its way out. */
  private record Words(Connection connection) {

    AccessFailure mechanism(Throwable e) {
      return new AccessFailure(
          FailureCode.KAFKA_LOGIN_REFUSED,
          brokers()
              + " know no such login ("
              + e.getMessage()
              + "); "
              + set("KAFKA_SASL_MECHANISM"));
    }

    AccessFailure protocol(Throwable e) {
      return new AccessFailure(
          FailureCode.KAFKA_LOGIN_REFUSED,
          brokers()
              + " expect no login ("
              + e.getMessage()
              + "); "
              + set("KAFKA_SECURITY_PROTOCOL"));
    }

    AccessFailure login(Throwable e) {
      String settings =
          connection.security().login() instanceof KafkaLogin.Aws
              ? "KAFKA_SASL_OAUTHBEARER_AWS_*, or what AWS grants to that identity,"
              : "KAFKA_KEY, KAFKA_SECRET or KAFKA_SASL_MECHANISM";
      return new AccessFailure(
          FailureCode.KAFKA_LOGIN_REFUSED,
          "the login at " + servers() + " fails (" + root(e) + "); " + set(settings));
    }

    AccessFailure encryption(SSLException e) {
      String text = String.valueOf(e.getMessage());
      String what;
      if (text.contains("Unsupported or unrecognized SSL message")) {
        what =
            brokers()
                + " do not answer with TLS; "
                + set("KAFKA_SECURITY_PROTOCOL, or the port in KAFKA_BOOTSTRAP_SERVERS,");
      } else if (isAmong(e, CertificateExpiredException.class)) {
        what = "a certificate of " + brokers() + " has expired (" + root(e) + "); renew it there";
      } else if (isAmong(e, CertPathBuilderException.class)
          || isAmong(e, CertPathValidatorException.class)) {
        what =
            "the certificate of "
                + brokers()
                + " is not trusted ("
                + root(e)
                + "); set KAFKA_SSL_CA_PEM in "
                + file()
                + " to the certificate of who vouches for it";
      } else if (text.contains("No subject alternative") || text.contains("No name matching")) {
        what =
            "the certificate of "
                + brokers()
                + " is for another host ("
                + root(e)
                + "); name hosts in KAFKA_BOOTSTRAP_SERVERS, and in the brokers'"
                + " advertised.listeners, as the certificate does";
      } else {
        what =
            "no encrypted connection to "
                + servers()
                + " can be made ("
                + root(e)
                + "); "
                + set("KAFKA_SECURITY_PROTOCOL or KAFKA_SSL_CA_PEM");
      }
      return new AccessFailure(FailureCode.KAFKA_NOT_TRUSTED, what);
    }

    private String brokers() {
      return "the brokers at " + servers();
    }

    private String servers() {
      return connection.bootstrapServers();
    }

    private String file() {
      return connection.name() + ".connection";
    }

    private String set(String settings) {
      return "correct " + settings + " in " + file();
    }

    private static boolean isAmong(Throwable cause, Class<?> kind) {
      Throwable at = cause;
      for (int i = 0; at != null && i < MAX_CAUSES; i++) {
        if (kind.isInstance(at)) {
          return true;
        }
        at = at.getCause();
      }
      return false;
    }

    private static String root(Throwable cause) {
      Throwable at = cause;
      for (int i = 0; i < MAX_CAUSES; i++) {
        Throwable next = at.getCause();
        if (next == null || next.getMessage() == null) {
          break;
        }
        at = next;
      }
      return String.valueOf(at.getMessage());
    }
  }
}
