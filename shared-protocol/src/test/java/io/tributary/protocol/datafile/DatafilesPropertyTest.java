package io.tributary.protocol.datafile;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class DatafilesPropertyTest {
  private static final List<String> PIECES =
      List.of(
          "SCHEMA >\n",
          "  `a` String",
          "`json:$.a`",
          " DEFAULT ",
          ",\n  ",
          "Map(",
          ")",
          "'",
          "`",
          "{{",
          "}}",
          "{{ tb_secret(\"A\") }}",
          "{{ tb_secret(\"SET\", 'x') }}",
          "\n",
          " ",
          "#",
          ">",
          "\\",
          "KAFKA_TOPIC x",
          "KAFKA_GROUP_ID y",
          "KAFKA_CONNECTION_NAME main",
          "TYPE kafka",
          "KAFKA_BOOTSTRAP_SERVERS a:1",
          "KAFKA_SECURITY_PROTOCOL PLAINTEXT",
          "ENGINE MergeTree",
          "\"",
          "\r",
          "\t",
          "\u2028",
          "\ud83d");

  private Path folder = Path.of("");

  @BeforeProperty
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("datafiles");
  }

  @AfterProperty
  void removeFolder() throws IOException {
    for (String name : List.of("main.connection", "d.datasource")) {
      Files.deleteIfExists(folder.resolve(name));
    }
    Files.delete(folder);
  }

  @Provide
  Arbitrary<byte[]> files() {
    Arbitrary<byte[]> pieces =
        Arbitraries.of(PIECES).list().ofMaxSize(40).map(list -> bytes(String.join("", list)));
    Arbitrary<byte[]> text = Arbitraries.strings().ofMaxLength(300).map(s -> bytes(s));
    return Arbitraries.oneOf(pieces, text, Arbitraries.bytes().array(byte[].class).ofMaxSize(300));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Property(tries = 2000)
  void anyBytesAreAProjectOrProblems(
      @ForAll("files") byte[] connection, @ForAll("files") byte[] datasource) throws IOException {
    Files.write(folder.resolve("main.connection"), connection);
    Files.write(folder.resolve("d.datasource"), datasource);

    try {
      assertTrue(load().connections().containsKey("main"));
    } catch (DatafileException e) {
      assertFalse(e.problems().isEmpty());
    }
  }

  @Example
  void hostileFilesAreReadInLinearTime() throws IOException {
    for (String piece :
        List.of("{{", ",", "(", "`", "a\n", "'", "\"", "a String,\n", "SCHEMA >\n")) {
      String schema = "SCHEMA >\n  " + piece.repeat(1_000_000 / piece.length());
      Files.writeString(folder.resolve("d.datasource"), schema);

      assertTimeout(
          Duration.ofSeconds(5),
          () -> {
            try {
              load();
            } catch (DatafileException e) {
              assertFalse(e.problems().isEmpty());
            }
          },
          () -> "a megabyte of " + piece);
    }
  }

  private Project load() throws DatafileException {
    return Datafiles.load(folder, name -> name.equals("SET") ? "set" : null);
  }
}
