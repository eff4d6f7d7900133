package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionFileTest {
  private final Path folder;

  ConnectionFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private TestProject connection(String text) {
    return new TestProject(folder).file("c.connection", text);
  }

  private static String servers(TestProject project) throws DatafileException {
    return List.copyOf(project.load().connections().values()).getFirst().bootstrapServers();
  }

  @Test
  void plaintextConnectionIsRead() throws Exception {
    TestProject project =
        connection(
            """
            # a comment
            TYPE kafka
            KAFKA_BOOTSTRAP_SERVERS broker1:9092, broker2:9092,[::1]:9093  # three of them
            KAFKA_SECURITY_PROTOCOL PLAINTEXT
            """);

    assertEquals(
        Map.of("c", Connection.plaintext("c", "broker1:9092,broker2:9092,[::1]:9093")),
        project.load().connections());
  }

  @Test
  void windowsLineEndsAndByteOrderMarkAreFine() throws Exception {
    TestProject project = connection("\uFEFF" + TestProject.CONNECTION.replace("\n", "\r\n"));

    assertEquals("localhost:9092", servers(project));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host", "host:0", "host:65536", "host:9092,", ":9092", "a b:1:2", "http://h:1"})
  void serversAreHostAndPort(String servers) {
    TestProject project = connection(TestProject.CONNECTION.replace("localhost:9092", servers));

    assertEquals(
        List.of(
            "c.connection:2: KAFKA_BOOTSTRAP_SERVERS '"
                + servers
                + "' is not a list of host:port,host:port with ports 1 to 65535"),
        project.problems());
  }

  @Test
  void secretsAreFilledInAndDefaultsTaken() throws Exception {
    TestProject project =
        connection(
                """
                TYPE kafka
                KAFKA_BOOTSTRAP_SERVERS {{ tb_secret("SERVER", "kafka:29092") }},{{tb_secret('B')}}
                KAFKA_SECURITY_PROTOCOL {{ tb_secret("PROTOCOL", "PLAINTEXT") }}
                """)
            .secret("B", "b:1");

    assertEquals("kafka:29092,b:1", servers(project));
    project.secret("SERVER", "set:1");
    assertEquals("set:1,b:1", servers(project));
  }

  @Test
  void aMissingSecretNamesItsVariable() {
    TestProject project =
        connection(TestProject.CONNECTION.replace("localhost:9092", "{{ tb_secret(\"SERVER\") }}"));

    assertEquals(
        List.of(
            "c.connection:2: the secret SERVER is not set and has no default; set the environment"
                + " variable SERVER or write {{ tb_secret(\"SERVER\", \"default\") }}"),
        project.problems());
  }

  @Test
  void anEmptySecretIsSaid() {
    TestProject project =
        connection(TestProject.CONNECTION.replace("localhost:9092", "{{ tb_secret(\"SERVER\") }}"))
            .secret("SERVER", "  ");

    assertEquals(
        List.of(
            "c.connection:2: KAFKA_BOOTSTRAP_SERVERS has no value once its secret is filled in;"
                + " set the secret"),
        project.problems());
  }

  @Test
  void theValueOfASecretIsNeverShown() {
    TestProject project =
        connection(TestProject.CONNECTION.replace("localhost:9092", "{{ tb_secret(\"SERVER\") }}"))
            .secret("SERVER", "hunter2");

    assertEquals(
        List.of(
            "c.connection:2: KAFKA_BOOTSTRAP_SERVERS '{{ tb_secret(\"SERVER\") }}' is not a list"
                + " of host:port,host:port with ports 1 to 65535"),
        project.problems());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{ other(\"X\") }}", "{{ tb_secret(X) }}", "{{}}", "{{ tb_secret(\"\") }}"})
  void anotherTemplateIsNotUnderstood(String template) {
    TestProject project = connection(TestProject.CONNECTION.replace("localhost:9092", template));

    assertEquals(
        List.of(
            "c.connection:2: the text between {{ and }} is not understood; write"
                + " {{ tb_secret(\"NAME\", \"default\") }}"),
        project.problems());
  }
}
