package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.gatherer.insert.InsertErrorsPage;
import io.tributary.service.failure.FailuresPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds docs/errors.md to the vocabularies; {@code WRITE_DOCS=yes} writes it. */
class ErrorsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "errors.md");

  @Test
  void pageSaysWhatTheVocabulariesSay() throws IOException {
    String page = FailuresPage.render() + InsertErrorsPage.render();
    if ("yes".equals(System.getenv("WRITE_DOCS"))) {
      Files.writeString(PAGE, page);
    }
    assertEquals(page, Files.readString(PAGE));
  }
}
