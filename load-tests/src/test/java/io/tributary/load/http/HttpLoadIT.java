package io.tributary.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.http.HttpLoadOptions.Offer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** All phases, for a moment each; {@code tributary load http} takes its time. */
@Isolated("Its processes need both cores, or everything else waits for them.")
class HttpLoadIT {
  @Test
  void eachPhaseIsMeasuredAndProven(@TempDir Path work) throws IOException {
    HttpLoadOptions options =
        new HttpLoadOptions(
            new Offer(20, 100, 30, 2, 7),
            Duration.ofSeconds(1),
            Duration.ZERO,
            List.of(HttpPhase.values()),
            Optional.empty());
    Path results = work.resolve("results");

    assertTrue(new HttpLoad(options, work, new SilentProgress()).run("./again", results));

    String text = Files.readString(results.resolve("http.md"));
    assertTrue(text.contains("\n    ./again\n"), text);
    assertTrue(text.contains("**Holds**"), text);
    List<String> proof = lines(text, "## Proof");
    assertEquals(HttpPhase.words(), proof.stream().map(line -> cell(line, 1)).toList());
    for (String line : proof) {
      assertTrue(number(line, 2) > 0, line);
      assertEquals(cell(line, 3), cell(line, 4), line);
      assertEquals("0", cell(line, 5), line);
    }
    for (String line : lines(text, "## Cost")) {
      boolean isDirect = cell(line, 1).startsWith("direct");
      assertEquals(isDirect, cell(line, 5).equals("n/a"), line);
      assertFalse(cell(line, 3).equals("n/a"), line);
      assertTrue(number(line, 10) > 0, "parts: " + line);
    }
    JsonNode json = new ObjectMapper().readTree(results.resolve("http.json").toFile());
    assertEquals(HttpPhase.words(), json.path("phases").findValuesAsText("phase"), json.toString());
  }

  /** Rows of the table behind a heading. */
  private static List<String> lines(String text, String heading) {
    return text.substring(text.indexOf(heading))
        .lines()
        .skip(4)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static String cell(String line, int index) {
    return Arrays.asList(line.split("\\|", -1)).get(index).strip();
  }

  private static long number(String line, int index) {
    return Long.parseLong(cell(line, index).replace(",", ""));
  }
}
