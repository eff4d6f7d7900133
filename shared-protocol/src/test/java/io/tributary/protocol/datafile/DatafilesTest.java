package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatafilesTest {
  private final Path folder;
  private final TestProject project;

  DatafilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.project = new TestProject(folder);
  }

  @Test
  void readsTheFolderAndTheTwoBelow() throws Exception {
    project
        .file("connections/main.connection", TestProject.CONNECTION)
        .file("other.connection", TestProject.CONNECTION)
        .file("datasources/b.datasource", TestProject.SCHEMA + TestProject.KAFKA)
        .file(
            "a.datasource", TestProject.SCHEMA + TestProject.KAFKA.replace("ID group", "ID second"))
        .file("datasources/.b.datasource", "left over by an editor")
        .file("README.md", "not ours")
        .file("deeper/down/c.datasource", "not ours either");

    Project loaded = project.load();

    assertEquals(Set.of("main", "other"), loaded.connections().keySet());
    assertEquals(List.of("a", "b"), loaded.datasources().stream().map(Datasource::name).toList());
  }

  @Test
  void datasourcesAreReadWithoutWhatOnlyConsumersNeed() throws Exception {
    project
        .file("connections/main.connection", "NONSENSE {{ tb_secret(\"PASSWORD\") }}\n")
        .file(
            "a.datasource",
            TestProject.SCHEMA
                + """
                KAFKA_CONNECTION_NAME main
                KAFKA_TOPIC {{ tb_secret("TOPIC", "events") }}
                KAFKA_GROUP_ID {{ tb_secret("GROUP") }}
                KAFKA_VALUE_FORMAT avro
                """)
        .file("b.datasource", TestProject.SCHEMA);

    List<Datasource> datasources = Datafiles.datasources(folder, name -> null);

    assertEquals(List.of("a", "b"), datasources.stream().map(Datasource::name).toList());
    assertEquals("events", datasources.getFirst().topicSource().topic());
    assertEquals("GROUP", datasources.getFirst().topicSource().groupId());
  }

  @Test
  void datasourcesReadAloneAreCheckedAllTheSame() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA.replace("main", "man"))
        .file("b.datasource", TestProject.SCHEMA + "ENGINE {{ tb_secret(\"ENGINE\") }}\n");

    List<String> problems =
        assertThrows(DatafileException.class, () -> Datafiles.datasources(folder, name -> null))
            .problems()
            .stream()
            .map(Problem::toString)
            .toList();

    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.getFirst().startsWith("a.datasource:4: KAFKA_CONNECTION_NAME 'man'"));
    assertTrue(problems.getLast().startsWith("b.datasource:4: the secret ENGINE is not set"));
  }

  @Test
  void anEmptyFolderIsAnEmptyProject() throws Exception {
    assertEquals(new Project(Map.of(), List.of()), project.load());
  }

  @Test
  void aMissingFolderIsNamed() {
    List<String> problems = new TestProject(folder.resolve("nowhere")).problems();

    assertEquals(1, problems.size());
    assertTrue(problems.getFirst().contains("nowhere:1: this folder does not exist"));
  }

  @Test
  void everyProblemOfEveryFileIsReported() {
    project
        .file("connections/main.connection", "TYPE http\nKAFKA_BOOTSTRAP_SERVERS nowhere\n")
        .file("datasources/a.datasource", "KAFKA_TOPIK events\nKAFKA_GROUP_ID\n");

    assertEquals(
        List.of(
            "datasources/a.datasource:1: 'KAFKA_TOPIK' is not a setting of a .datasource file;"
                + " did you mean KAFKA_TOPIC?",
            "datasources/a.datasource:1: SCHEMA has no columns; add the line SCHEMA > and below"
                + " it, indented, for example: `data` String `json:$`",
            "datasources/a.datasource:1: KAFKA_CONNECTION_NAME is missing; add a line such as:"
                + " KAFKA_CONNECTION_NAME my_connection",
            "datasources/a.datasource:1: KAFKA_TOPIC is missing; add a line such as: KAFKA_TOPIC"
                + " my_topic",
            "datasources/a.datasource:2: KAFKA_GROUP_ID has no value",
            "connections/main.connection:1: TYPE 'http' is not supported; write TYPE kafka",
            "connections/main.connection:1: KAFKA_SECURITY_PROTOCOL is missing, and its default"
                + " SASL_SSL needs KAFKA_KEY and KAFKA_SECRET; add both, or the line:"
                + " KAFKA_SECURITY_PROTOCOL PLAINTEXT",
            "connections/main.connection:2: KAFKA_BOOTSTRAP_SERVERS 'nowhere' is not a list of"
                + " host:port,host:port with ports 1 to 65535"),
        project.problems());
  }

  @Test
  void aDatasourceNeedsItsConnection() {
    project
        .file("mine.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA);

    assertEquals(
        List.of(
            "a.datasource:4: KAFKA_CONNECTION_NAME 'main' names no .connection file of this"
                + " project; add one of that name"),
        project.problems());
  }

  @Test
  void aMisspeltConnectionIsCorrected() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA.replace("main", "mian_"));

    assertTrue(project.problems().getFirst().contains("'mian_' names no .connection file"));
  }

  @Test
  void aBrokenConnectionIsNotAlsoMissing() {
    project
        .file("main.connection", TestProject.CONNECTION + "NONSENSE 1\nTYPE kafka\n")
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA);

    assertEquals(
        List.of(
            "main.connection:4: 'NONSENSE' is not a setting of a .connection file",
            "main.connection:5: TYPE is set twice, first in line 1; remove one"),
        project.problems());
  }

  @Test
  void oneTableHasOneFile() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA)
        .file("datasources/a.datasource", TestProject.SCHEMA + TestProject.KAFKA);

    assertEquals(
        List.of(
            "datasources/a.datasource:1: this name is also that of a.datasource; rename one of"
                + " them"),
        project.problems());
  }

  @Test
  void twoDatasourcesOfOneGroupAndTopicClash() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("same.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA)
        .file("b.datasource", TestProject.SCHEMA + TestProject.KAFKA.replace("main", "same"));

    assertEquals(
        List.of(
            "b.datasource:6: KAFKA_GROUP_ID 'group' already reads this topic for datasource a;"
                + " use another group"),
        project.problems());
  }

  @Test
  void aDatasourceIsNotTheQuarantineOfAnother() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("a.datasource", TestProject.SCHEMA + TestProject.KAFKA)
        .file(
            "a_quarantine.datasource",
            TestProject.SCHEMA + TestProject.KAFKA.replace("ID group", "ID other"));

    assertEquals(1, project.problems().size());
    assertTrue(project.problems().getFirst().contains("the quarantine table of another"));
  }

  @Test
  void norIsOneThatHttpFills() {
    project
        .file("a.datasource", TestProject.SCHEMA)
        .file("a_quarantine.datasource", TestProject.SCHEMA);

    assertEquals(
        List.of(
            "a_quarantine.datasource:1: SCHEMA would fill a_quarantine, the quarantine table of"
                + " another datasource; rename this file"),
        project.problems());
  }

  @Test
  void fileNamesAreTableNames() {
    project
        .file("main.connection", TestProject.CONNECTION)
        .file("my-table.datasource", TestProject.SCHEMA + TestProject.KAFKA);

    assertEquals(
        List.of(
            "my-table.datasource:1: the file name is not usable; use 1 to 255 letters, digits and"
                + " underscores"),
        project.problems());
  }

  @Test
  void sizeAndEncodingAreChecked() throws Exception {
    project.file("big.connection", "#".repeat((1 << 20) + 1));
    Files.write(folder.resolve("latin.connection"), new byte[] {'T', (byte) 0xe9, 'x'});

    assertEquals(
        List.of(
            "big.connection:1: the file has more than 1 MiB; shorten it",
            "latin.connection:1: the file is not UTF-8 text; save it as UTF-8"),
        project.problems());
  }

  @Test
  void aFileOfTheFullSizeIsRead() throws Exception {
    String comment = "#".repeat((1 << 20) - TestProject.CONNECTION.length());
    project.file("full.connection", TestProject.CONNECTION + comment);

    assertEquals(Set.of("full"), project.load().connections().keySet());
  }
}
