package io.tributary.protocol.datafile;

import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link KafkaSecurity} of the settings of a {@code .connection} file. What the protocol
 * has no use for is not looked at, so that one file can serve a cluster and, by other secrets, a
 * broker on a desk.
 */
final class SecurityReader {
  private static final String PROTOCOL = "KAFKA_SECURITY_PROTOCOL";
  private static final String MECHANISM = "KAFKA_SASL_MECHANISM";
  private static final String KEY = "KAFKA_KEY";
  private static final String SECRET = "KAFKA_SECRET";
  private static final String CA_PEM = "KAFKA_SSL_CA_PEM";
  private static final String METHOD = "KAFKA_SASL_OAUTHBEARER_METHOD";
  private static final String REGION = "KAFKA_SASL_OAUTHBEARER_AWS_REGION";
  private static final String ROLE = "KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN";
  private static final String EXTERNAL_ID = "KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID";
  private static final Pattern AWS_REGION = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)+");
  private static final Pattern AWS_ROLE = Pattern.compile("arn:[a-z0-9-]+:iam::[0-9]{12}:role/.+");
  private static final String OAUTHBEARER = "OAUTHBEARER";

  private final DatafileSettings settings;

  SecurityReader(DatafileSettings settings) {
    this.settings = settings;
  }

  /** Null when it left problems behind. */
  @Nullable KafkaSecurity read() {
    SecurityProtocol protocol = protocol();
    if (protocol == null) {
      return null;
    }
    KafkaLogin login = protocol.hasLogin() ? login(protocol) : null;
    boolean hasCa = protocol.isEncrypted() && settings.has(CA_PEM);
    String caPem = hasCa ? caPem() : null;
    if ((protocol.hasLogin() && login == null) || (hasCa && caPem == null)) {
      return null;
    }
    return new KafkaSecurity(protocol, login, caPem);
  }

  private @Nullable SecurityProtocol protocol() {
    if (!settings.has(PROTOCOL)) {
      return SecurityProtocol.SASL_SSL;
    }
    String text = settings.optional(PROTOCOL);
    if (text == null) {
      return null;
    }
    for (SecurityProtocol protocol : SecurityProtocol.values()) {
      if (protocol.name().equalsIgnoreCase(text)) {
        return protocol;
      }
    }
    settings.refuse(PROTOCOL, "is not one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL");
    return null;
  }

  private @Nullable KafkaLogin login(SecurityProtocol protocol) {
    String text = settings.has(MECHANISM) ? settings.optional(MECHANISM) : "PLAIN";
    if (text == null) {
      return null;
    }
    String name = text.toUpperCase(Locale.ROOT);
    for (KafkaLogin.Mechanism mechanism : KafkaLogin.Mechanism.values()) {
      if (mechanism.saslName().equals(name)) {
        return password(mechanism);
      }
    }
    if (!name.equals(OAUTHBEARER)) {
      settings.refuse(MECHANISM, "is not one of " + mechanisms());
      return null;
    }
    if (!protocol.isEncrypted()) {
      settings.refuse(
          MECHANISM,
          "would send its tokens for everybody to read; use it with " + PROTOCOL + " SASL_SSL");
      return null;
    }
    return oauth();
  }

  private static String mechanisms() {
    return Arrays.stream(KafkaLogin.Mechanism.values())
            .map(KafkaLogin.Mechanism::saslName)
            .collect(Collectors.joining(", "))
        + ", "
        + OAUTHBEARER;
  }

  private @Nullable KafkaLogin password(KafkaLogin.Mechanism mechanism) {
    if (!settings.has(PROTOCOL) && !settings.has(KEY) && !settings.has(SECRET)) {
      settings.refuse(
          PROTOCOL,
          "is missing, and its default SASL_SSL needs KAFKA_KEY and KAFKA_SECRET; add both, or the"
              + " line: KAFKA_SECURITY_PROTOCOL PLAINTEXT");
      return null;
    }
    String user = settings.required(KEY, KEY + " {{ tb_secret(\"KAFKA_KEY\") }}");
    String password = settings.required(SECRET, SECRET + " {{ tb_secret(\"KAFKA_SECRET\") }}");
    if (user == null || password == null) {
      return null;
    }
    return new KafkaLogin.Password(mechanism, new Credentials(user, password));
  }

  private @Nullable KafkaLogin oauth() {
    String method = settings.required(METHOD, METHOD + " AWS");
    if (method == null) {
      return null;
    }
    if (!method.equalsIgnoreCase("AWS")) {
      settings.refuse(METHOD, "is not supported; write " + METHOD + " AWS");
      return null;
    }
    String region = settings.required(REGION, REGION + " eu-west-1");
    if (region != null && !AWS_REGION.matcher(region).matches()) {
      settings.refuse(REGION, "is no AWS region such as eu-west-1");
      region = null;
    }
    boolean hasRole = settings.has(ROLE) || settings.has(EXTERNAL_ID);
    KafkaLogin.AwsRole role = hasRole ? role() : null;
    return region == null || (hasRole && role == null) ? null : new KafkaLogin.Aws(region, role);
  }

  private KafkaLogin.@Nullable AwsRole role() {
    if (!settings.has(ROLE)) {
      settings.refuse(EXTERNAL_ID, "has no effect without a role; add the line: " + ROLE + " …");
      return null;
    }
    String arn = settings.optional(ROLE);
    String externalId = settings.has(EXTERNAL_ID) ? settings.optional(EXTERNAL_ID) : "";
    if (arn != null && !AWS_ROLE.matcher(arn).matches()) {
      settings.refuse(ROLE, "is no ARN of a role such as arn:aws:iam::123456789012:role/reader");
      return null;
    }
    if (arn == null || externalId == null) {
      return null;
    }
    return new KafkaLogin.AwsRole(arn, externalId.isEmpty() ? null : externalId);
  }

  /** The certificates; null when not set, or when it left a problem behind. */
  @Nullable String caPem() {
    String text = settings.optional(CA_PEM);
    if (text == null) {
      return null;
    }
    try {
      return CertificatesText.check(text);
    } catch (CertificateException e) {
      settings.refuseUnseen(CA_PEM, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
