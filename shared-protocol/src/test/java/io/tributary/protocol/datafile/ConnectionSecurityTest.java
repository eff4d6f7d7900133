package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSecurityTest {
  private static final String SERVERS =
      """
      TYPE kafka
      KAFKA_BOOTSTRAP_SERVERS broker:9093
      """;
  private static final String LOGIN =
      """
      KAFKA_KEY reader
      KAFKA_SECRET hunter2
      """;
  private static final String AWS =
      """
      KAFKA_SASL_MECHANISM OAUTHBEARER
      KAFKA_SASL_OAUTHBEARER_METHOD AWS
      KAFKA_SASL_OAUTHBEARER_AWS_REGION eu-west-1
      """;
  private static final String ARN = "arn:aws:iam::123456789012:role/reader";

  private final Path folder;

  ConnectionSecurityTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestProject connection(String settings) {
    return new TestProject(folder).file("c.connection", SERVERS + settings);
  }

  private static Connection read(TestProject project) throws DatafileException {
    return List.copyOf(project.load().connections().values()).getFirst();
  }

  private Connection read(String settings) throws DatafileException {
    return read(connection(settings));
  }

  private static KafkaLogin.Password hunter(KafkaLogin.Mechanism mechanism) {
    return new KafkaLogin.Password(mechanism, new Credentials("reader", "hunter2"));
  }

  private static String ca() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ConnectionSecurityTest.class.getResourceAsStream("ca.pem"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void encryptionAndPlainLoginAreTheDefault() throws Exception {
    assertEquals(
        new KafkaSecurity(SecurityProtocol.SASL_SSL, hunter(KafkaLogin.Mechanism.PLAIN), null),
        read(LOGIN).security());
  }

  @ParameterizedTest
  @EnumSource(SecurityProtocol.class)
  void everyProtocolIsRead(SecurityProtocol protocol) throws Exception {
    KafkaSecurity security =
        read(LOGIN + "KAFKA_SECURITY_PROTOCOL " + protocol.name().toLowerCase(Locale.ROOT))
            .security();

    assertEquals(protocol, security.protocol());
    assertEquals(protocol.hasLogin() ? hunter(KafkaLogin.Mechanism.PLAIN) : null, security.login());
  }

  @Test
  void anotherProtocolIsRefused() {
    assertEquals(
        List.of(
            "c.connection:3: KAFKA_SECURITY_PROTOCOL 'TLS' is not one of PLAINTEXT, SSL,"
                + " SASL_PLAINTEXT, SASL_SSL"),
        connection("KAFKA_SECURITY_PROTOCOL TLS").problems());
  }

  @ParameterizedTest
  @CsvSource({"PLAIN,PLAIN", "scram-sha-256,SCRAM_SHA_256", "SCRAM-SHA-512,SCRAM_SHA_512"})
  void everyMechanismIsRead(String written, KafkaLogin.Mechanism mechanism) throws Exception {
    assertEquals(
        hunter(mechanism), read(LOGIN + "KAFKA_SASL_MECHANISM " + written).security().login());
  }

  @Test
  void anotherMechanismIsRefused() {
    assertEquals(
        List.of(
            "c.connection:3: KAFKA_SASL_MECHANISM 'GSSAPI' is not one of PLAIN, SCRAM-SHA-256,"
                + " SCRAM-SHA-512, OAUTHBEARER"),
        connection("KAFKA_SASL_MECHANISM GSSAPI").problems());
  }

  @Test
  void aLoginNeedsKeyAndSecret() {
    assertEquals(
        List.of(
            "c.connection:1: KAFKA_SECURITY_PROTOCOL is missing, and its default SASL_SSL needs"
                + " KAFKA_KEY and KAFKA_SECRET; add both, or the line: KAFKA_SECURITY_PROTOCOL"
                + " PLAINTEXT"),
        connection("").problems());
    assertEquals(
        List.of(
            "c.connection:1: KAFKA_KEY is missing; add a line such as: KAFKA_KEY"
                + " {{ tb_secret(\"KAFKA_KEY\") }}",
            "c.connection:1: KAFKA_SECRET is missing; add a line such as: KAFKA_SECRET"
                + " {{ tb_secret(\"KAFKA_SECRET\") }}"),
        connection("KAFKA_SECURITY_PROTOCOL SASL_SSL").problems());
  }

  @Test
  void keyAndSecretComeFromSecrets() throws Exception {
    TestProject project =
        connection(
                """
                KAFKA_KEY {{ tb_secret("USER", "nobody") }}
                KAFKA_SECRET {{ tb_secret("PASSWORD") }}
                """)
            .secret("PASSWORD", " a\"b\\c;d # {{ e }}\n");

    assertEquals(
        new KafkaLogin.Password(
            KafkaLogin.Mechanism.PLAIN, new Credentials("nobody", "a\"b\\c;d # {{ e }}")),
        read(project).security().login());
  }

  @Test
  void withoutEncryptionAndLoginTheirKeysAreNotLookedAt() throws Exception {
    Connection connection =
        read(
            """
            KAFKA_SECURITY_PROTOCOL {{ tb_secret("PROTOCOL", "PLAINTEXT") }}
            KAFKA_SASL_MECHANISM {{ tb_secret("MECHANISM", "PLAIN") }}
            KAFKA_KEY {{ tb_secret("KEY", "key") }}
            KAFKA_SECRET {{ tb_secret("SECRET") }}
            KAFKA_SSL_CA_PEM >
              {{ tb_secret("CA") }}
            """);

    assertEquals(KafkaSecurity.NONE, connection.security());
  }

  @Test
  void certificatesAreReadFromTheFileAndFromASecret() throws Exception {
    String inFile = "KAFKA_SSL_CA_PEM >\n" + ca().indent(4) + LOGIN;
    String secret = LOGIN + "KAFKA_SSL_CA_PEM >\n  {{ tb_secret(\"CA\") }}\n";

    assertEquals(ca(), read(inFile).security().caPem());
    assertEquals(ca(), read(connection(secret).secret("CA", ca())).security().caPem());
    String onOneLine = ca().replace("\n", "\\n");
    assertEquals(ca(), read(connection(secret).secret("CA", onOneLine)).security().caPem());
  }

  static Stream<String> badCertificates() throws IOException {
    return Stream.of(
        "hunter2|is no certificate in PEM format, which begins with -----BEGIN CERTIFICATE-----",
        ca().replace("MII", "hunter2")
            + "|holds a certificate that cannot be read; copy its file as it is, indented",
        ca()
            + "-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n"
            + "|holds a private key, which is nobody's business but its server's; leave only the"
            + " certificates");
  }

  @ParameterizedTest
  @MethodSource
  void badCertificates(String pemAndMessage) {
    String[] parts = pemAndMessage.split("\\|", -1);
    TestProject project = connection(LOGIN + "KAFKA_SSL_CA_PEM >\n" + parts[0].indent(2));

    assertEquals(List.of("c.connection:5: KAFKA_SSL_CA_PEM " + parts[1]), project.problems());
  }

  @Test
  void awsIdentityIsReadWithAndWithoutARole() throws Exception {
    String role = "KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN " + ARN + "\n";
    String externalId = "KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID tributary\n";

    assertEquals(new KafkaLogin.Aws("eu-west-1", null), read(AWS).security().login());
    assertEquals(
        new KafkaLogin.Aws("eu-west-1", new KafkaLogin.AwsRole(ARN, null)),
        read(AWS + role).security().login());
    assertEquals(
        new KafkaLogin.Aws("eu-west-1", new KafkaLogin.AwsRole(ARN, "tributary")),
        read(AWS + role + externalId).security().login());
  }

  @Test
  void whatAnAwsIdentityNeedsIsSaid() {
    assertEquals(
        List.of(
            "c.connection:1: KAFKA_SASL_OAUTHBEARER_METHOD is missing; add a line such as:"
                + " KAFKA_SASL_OAUTHBEARER_METHOD AWS"),
        connection("KAFKA_SASL_MECHANISM OAUTHBEARER").problems());
    assertEquals(
        List.of(
            "c.connection:4: KAFKA_SASL_OAUTHBEARER_METHOD 'OIDC' is not supported; write"
                + " KAFKA_SASL_OAUTHBEARER_METHOD AWS"),
        connection(AWS.replace("METHOD AWS", "METHOD OIDC")).problems());
    assertEquals(
        List.of(
            "c.connection:5: KAFKA_SASL_OAUTHBEARER_AWS_REGION 'Ireland' is no AWS region such as"
                + " eu-west-1",
            "c.connection:6: KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID 'x' has no effect without a"
                + " role; add the line: KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN …"),
        connection(AWS.replace("eu-west-1", "Ireland") + "KAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID x")
            .problems());
    assertEquals(
        List.of(
            "c.connection:6: KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN 'reader' is no ARN of a role such"
                + " as arn:aws:iam::123456789012:role/reader"),
        connection(AWS + "KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN reader").problems());
  }

  @Test
  void tokensAreNotSentInTheClear() {
    assertEquals(
        List.of(
            "c.connection:3: KAFKA_SASL_MECHANISM 'OAUTHBEARER' would send its tokens for everybody"
                + " to read; use it with KAFKA_SECURITY_PROTOCOL SASL_SSL"),
        connection(AWS + "KAFKA_SECURITY_PROTOCOL SASL_PLAINTEXT").problems());
  }

  @ParameterizedTest
  @CsvSource({
    "http://registry:8081,http://registry:8081,,",
    "https://registry.example.com/,https://registry.example.com,,",
    "HTTPS://registry/apis/ccompat/v7,https://registry/apis/ccompat/v7,,",
    "https://me:hunter2@registry:8081,https://registry:8081,me,hunter2",
    "http://schema_registry:8081,http://schema_registry:8081,,",
    "https://me:a:b@c+d%2F%25@registry/x,https://registry/x,me,a:b@c+d/%",
  })
  void registryIsReadWithItsCredentials(
      String written, String url, @Nullable String user, @Nullable String password)
      throws Exception {
    SchemaRegistryAddress registry = read(LOGIN + registry(written)).schemaRegistry();

    Credentials credentials =
        user == null || password == null ? null : new Credentials(user, password);
    assertEquals(new SchemaRegistryAddress(url, credentials, null), registry);
  }

  private static String registry(String url) {
    return "KAFKA_SCHEMA_REGISTRY_URL " + url + "\n";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "registry:8081|does not begin with http:// or https://",
        "ftp://me:hunter2@registry|does not begin with http:// or https://",
        "https://hunter2@registry|has no user and password before its @; write user:password@",
        "https://me:@registry|has no user and password before its @; write user:password@",
        "https://me:hunter2%@registry|has a % in its user or password that begins no %XX; write it"
            + " as %25",
        "https://me:hunter2@|is not a URL such as https://user:password@registry:8081",
        "https://me:hunter2@a b|is not a URL such as https://user:password@registry:8081",
        "https://me:hunter2@registry:99999|is not a URL such as"
            + " https://user:password@registry:8081",
        "https://me:hunter%2@registry|has a % in its user or password that begins no %XX; write it"
            + " as %25",
        "https://me:hunter2@registry/?a=b|has a ? or # behind the host; remove it",
      })
  void badRegistryIsSaidWithoutItsPassword(String written, String message) {
    assertEquals(
        List.of("c.connection:5: KAFKA_SCHEMA_REGISTRY_URL " + message),
        connection(LOGIN + registry(written)).problems());
  }

  @Test
  void registryIsTrustedByTheSameCertificates() throws Exception {
    String pem = "KAFKA_SSL_CA_PEM >\n" + ca().indent(4);
    Connection encrypted = read(LOGIN + pem + registry("https://registry"));
    Connection plain =
        read("KAFKA_SECURITY_PROTOCOL PLAINTEXT\n" + pem + registry("https://registry"));

    assertEquals(
        new SchemaRegistryAddress("https://registry", null, ca()), encrypted.schemaRegistry());
    assertEquals(new SchemaRegistryAddress("https://registry", null, ca()), plain.schemaRegistry());
    assertNull(plain.security().caPem());
  }

  @Test
  void nothingPrintsASecret() throws Exception {
    Connection password = read(LOGIN + registry("https://me:hunter2@registry"));
    Connection role =
        read(
            AWS
                + "KAFKA_SASL_OAUTHBEARER_AWS_ROLE_ARN "
                + ARN
                + "\nKAFKA_SASL_OAUTHBEARER_AWS_EXTERNAL_ID hunter2");

    assertTrue(password.toString().contains("registry"), password::toString);
    assertFalse((password.toString() + role).contains("hunter2"), password.toString() + role);
  }

  @ParameterizedTest
  @ValueSource(strings = {"KAFKA_KEY reader # secret", "KAFKA_KEY \"reader\"", "kafka_key reader"})
  void formIsThatOfEveryDatafile(String line) throws Exception {
    assertEquals(
        hunter(KafkaLogin.Mechanism.PLAIN),
        read(line + "\nKAFKA_SECRET hunter2").security().login());
  }
}
