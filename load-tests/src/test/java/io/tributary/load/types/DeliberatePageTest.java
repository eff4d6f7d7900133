package io.tributary.load.types;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** People find in {@code docs/types.md} the differences that the comparison lets pass. */
final class DeliberatePageTest {
  private static final Path PAGE = Path.of("..", "docs", "types.md");

  @Test
  void pageListsThemAllAndNoOther() throws IOException {
    List<String> expected =
        Stream.concat(
                Arrays.stream(Deliberate.values())
                    .map(one -> "| `%s` | %s |".formatted(one, one.sentence())),
                Arrays.stream(AvroDeliberate.values())
                    .map(one -> "| `%s` | %s |".formatted(one, one.sentence())))
            .toList();
    List<String> listed =
        Files.readAllLines(PAGE).stream()
            .dropWhile(line -> !line.startsWith("## What differs"))
            .filter(line -> line.startsWith("| `"))
            .toList();
    assertEquals(expected, listed);
  }
}
