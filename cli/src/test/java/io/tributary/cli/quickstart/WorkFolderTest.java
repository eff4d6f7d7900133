package io.tributary.cli.quickstart;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @Test
  void ownFolderIsEmptied(@TempDir Path temp) throws IOException {
    Path folder = temp.resolve("quickstart");
    WorkFolder.empty(folder);
    Path old = Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("c"), "x");

    WorkFolder.empty(folder);

    assertFalse(Files.exists(old));
    assertTrue(Files.isDirectory(folder));
  }

  @Test
  void foldersOfOthersAreLeftAlone(@TempDir Path temp) throws IOException {
    Path precious = Files.writeString(temp.resolve("thesis.txt"), "years");

    assertThrows(IllegalStateException.class, () -> WorkFolder.empty(temp));

    assertTrue(Files.exists(precious));
  }
}
