package io.tributary.sandbox;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;

/**
 * A {@link KafkaServer} that can also be reached encrypted and with a login: SASL_SSL with PLAIN
 * and SCRAM, and a certificate for {@code localhost} by an authority of its own. Ends with this
 * JVM.
 *
 * <p>Thread: any; methods block until the change has happened.
 */
public final class SecuredKafka implements AutoCloseable {
  private final KafkaServer server;
  private final int port;
  private final String caPem;

  private SecuredKafka(KafkaServer server, int port, String caPem) {
    this.server = server;
    this.port = port;
    this.caPem = caPem;
  }

  /**
   * Starts a broker with a user that may log in by PLAIN and SCRAM-SHA-512.
   *
   * @param workFolder for its data, log and keys
   * @param user letters and digits
   * @param password any text of one line
   * @throws SandboxException if it does not start
   */
  public static SecuredKafka start(Path workFolder, String user, String password) {
    SandboxFolder folder = new SandboxFolder(workFolder);
    try {
      Path home = folder.home("kafka");
      Certificates certificates = Certificates.make(home);
      SecuredKafka started =
          Ports.serve(
              Stream.of("port", "controller-port", "secured-port").map(home::resolve).toList(),
              ports -> {
                Path more = write(home, properties(ports, certificates, user, password));
                return new SecuredKafka(
                    KafkaServer.start(
                        folder,
                        List.of(home.toString(), "" + ports.get(0), "" + ports.get(1), "" + more),
                        ports.getFirst(),
                        ProcessSpec.Lifetime.WITH_PARENT),
                    ports.get(2),
                    certificates.caPem());
              });
      started.addScramUser(user, password);
      return started;
    } catch (IOException e) {
      throw new SandboxException("Cannot prepare Kafka's folder: " + e.getMessage(), e);
    }
  }

  private static Properties properties(
      List<Integer> ports, Certificates certificates, String user, String password) {
    String plain = "PLAINTEXT://127.0.0.1:" + ports.get(0);
    Properties p = new Properties();
    p.setProperty(
        "listeners",
        plain
            + ",SASL_SSL://127.0.0.1:"
            + ports.get(2)
            + ",CONTROLLER://127.0.0.1:"
            + ports.get(1));
    p.setProperty("advertised.listeners", plain + ",SASL_SSL://localhost:" + ports.get(2));
    p.setProperty(
        "listener.security.protocol.map",
        "PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    p.setProperty("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512");
    p.setProperty(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required user_%s=\"%s\";"
            .formatted(user, password.replace("\\", "\\\\").replace("\"", "\\\"")));
    p.setProperty(
        "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
        "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    p.setProperty("ssl.keystore.type", "PKCS12");
    p.setProperty("ssl.keystore.location", certificates.keyStore().toString());
    p.setProperty("ssl.keystore.password", Certificates.PASSWORD);
    return p;
  }

  private static Path write(Path home, Properties properties) {
    Path file = home.resolve("secured.properties");
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      properties.store(out, null);
      return file;
    } catch (IOException e) {
      throw new SandboxException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private void addScramUser(String user, String password) {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, server.bootstrapServers()))) {
      ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
      admin
          .alterUserScramCredentials(
              List.of(new UserScramCredentialUpsertion(user, info, password)))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new SandboxException("Cannot add a user to Kafka: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SandboxException("Interrupted while adding a user to Kafka", e);
    }
  }

  /** The broker itself, which can also be reached without encryption and login. */
  public KafkaServer server() {
    return server;
  }

  /** Where it is reached by SASL_SSL, with the name that its certificate has. */
  public String bootstrapServers() {
    return "localhost:" + port;
  }

  /** The same listener by an address that its certificate does not have. */
  public String bootstrapServersOfAnotherName() {
    return "127.0.0.1:" + port;
  }

  /** The certificate to trust, in PEM. */
  public String caPem() {
    return caPem;
  }

  @Override
  public void close() {
    server.kill();
  }
}
