package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadCompareCommandTest {
  @TempDir private Path folder;

  @Test
  void figuresAndFindingsArePrintedAndWritten() throws IOException {
    Path first = report("a.json", "JDK 25", 100, 102);
    Path second = report("b.json", "JDK 26", 50, 51);
    Path output = folder.resolve("results");
    CommandRun run =
        CommandRun.of(
            "load", "compare", first.toString(), second.toString(), "--output", output.toString());
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().startsWith("A: a.json, scenario some, 2026-01-02"), run.out());
    assertTrue(run.out().contains("A against B"), run.out());
    assertTrue(
        run.out().replaceAll(" +", " ").contains("rows per second 101 (100–102) 50.50"), run.out());
    assertTrue(run.out().contains("-50.0 %  differs, worse"), run.out());
    assertTrue(
        run.err().contains("tributary: The JDK differs: A 'JDK 25', B 'JDK 26'."), run.err());
    assertTrue(Files.readString(output.resolve("compare.md")).contains("differs, worse"));
    assertTrue(Files.readString(output.resolve("compare.html")).contains("differs, worse"));
  }

  @Test
  void whatIsNoReportIsASentenceAndTwo() throws IOException {
    Path first = report("a.json", "JDK 25", 100, 102);
    Path other = Files.writeString(folder.resolve("frames.json"), "{\"kind\": \"load frames\"}");
    Path output = folder.resolve("results");
    CommandRun run =
        CommandRun.of(
            "load", "compare", first.toString(), other.toString(), "--output", output.toString());
    assertEquals(2, run.exitCode(), run.toString());
    assertTrue(run.err().contains("frames.json is a report of 'load frames'"), run.err());
    assertEquals("", run.out());
    assertFalse(Files.exists(output), "nothing was written");
  }

  private Path report(String name, String jdk, double... speeds) throws IOException {
    StringBuilder runs = new StringBuilder();
    for (double speed : speeds) {
      runs.append(runs.isEmpty() ? "" : ",")
          .append(
              """
              {"number": 1, "variant": "tributary", "seconds": %s, "rows": 1000, "inserts": 4,
               "processes": []}\
              """
                  .formatted(1000 / speed));
    }
    return Files.writeString(
        folder.resolve(name),
        """
        {"kind": "load run", "format": 2, "scenario": "some", "started": "2026-01-02T03:04:05Z",
         "conditions": {"data set": "W"},
         "machine": {"cpu": "Some CPU", "cores": 2, "memoryBytes": 1, "system": "Linux",
           "jdk": "%s", "commit": "abc"},
         "runs": [%s]}
        """
            .formatted(jdk, runs));
  }
}
