package io.tributary.gatherer.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
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
  void nobodyElseMayReadIt() throws Exception {
    Spool spool = open();
    spool.settled(SpoolRun.await(spool.append(SpoolRun.keyed(1, 1, "one"))));
    SpoolRun.await(spool.append(SpoolRun.entry(2, true, "two")));
    SpoolRun.await(spool.close());
    SpoolRun.await(open().close());
    new FileDisk().createFolder(new SpoolFolder(folder.resolve("new")).corrupt());

    Set<String> endings = new TreeSet<>();
    try (Stream<Path> all = Files.walk(folder.resolve("new"))) {
      for (Path one : all.toList()) {
        String name = one.getFileName().toString();
        endings.add(name.substring(name.lastIndexOf('.') + 1));
        assertEquals(
            Files.isDirectory(one) ? "rwx------" : "rw-------",
            PosixFilePermissions.toString(Files.getPosixFilePermissions(one)),
            name);
      }
    }
    assertEquals(
        Set.of("new", "corrupt", "lock", "properties", "spool", "settled", "keys"), endings);
  }

  @Test
  void aFolderThatCannotBeMadeIsAnError() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertInstanceOf(
        IOException.class, SpoolRun.failure(Spool.open(vertx, SpoolSettings.of(file, 1L << 30))));
  }
}
