package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool on the operating system's files. */
final class FileDiskTest {
  private final Vertx vertx = Vertx.vertx();

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  private Path folder;

  @AfterEach
  void close() {
    SpoolRun.await(vertx.close());
  }

  private Spool open() {
    return SpoolRun.await(Spool.open(vertx, SpoolSettings.of(folder.resolve("new"), 1L << 30)));
  }

  @Test
  void keepsEntriesAndSettlements() {
    Spool spool = open();
    Position one = SpoolRun.await(spool.append(SpoolRun.entry(1, true, "one")));
    SpoolRun.await(spool.append(SpoolRun.entry(2, true, "x".repeat(3_000_000))));
    spool.settled(one);
    SpoolRun.await(spool.close());

    Spool next = open();
    Position found = next.recovered().next();
    assertEquals(new Position(1, 1), found);
    assertEquals("x".repeat(3_000_000), SpoolRun.text(SpoolRun.await(next.read(found))));
    assertEquals(List.of(), next.damages());
    next.settled(found);
    SpoolRun.until(() -> next.usage().usedBytes() == 0);
    SpoolRun.await(next.close());
  }

  @Test
  void aSecondOpeningNamesFolderAndProcess() {
    Spool spool = open();
    Throwable failure =
        SpoolRun.failure(Spool.open(vertx, SpoolSettings.of(folder.resolve("new"), 1L << 30)));

    assertInstanceOf(SpoolUnusableException.class, failure);
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains(folder.resolve("new").toString()), message);
    assertTrue(message.contains("process " + ProcessHandle.current().pid() + ":"), message);
    SpoolRun.await(spool.close());
    SpoolRun.await(open().close());
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertInstanceOf(
        IOException.class, SpoolRun.failure(Spool.open(vertx, SpoolSettings.of(file, 1L << 30))));
  }
}
