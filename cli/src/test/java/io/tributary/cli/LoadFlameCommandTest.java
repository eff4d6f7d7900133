package io.tributary.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets it.
class LoadFlameCommandTest {
  @TempDir private Path folder;

  @Test
  void recordingOfThisProcessBecomesGraphAndTable() throws IOException {
    Path first = recording("here.jfr");
    Path second =
        Files.copy(first, Files.createDirectory(folder.resolve("other")).resolve("here.jfr"));
    Path output = folder.resolve("graphs");
    CommandRun run =
        CommandRun.of(
            "load", "flame", first.toString(), second.toString(), "--output", output.toString());
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().contains("here-2-alloc.svg"), run.out());
    assertTrue(Files.readString(output.resolve("here-alloc.svg")).contains("LoadFlameCommandTest"));
    String table = Files.readString(output.resolve("flame.md"));
    assertTrue(table.contains("| `byte[]` |"), table);
    assertTrue(table.contains("LoadFlameCommandTest.allocate"), table);
  }

  @Test
  void fileThatIsNoRecordingIsASentenceAndTheOthersAreDrawn() throws IOException {
    Path good = recording("good.jfr");
    Path bad = Files.writeString(folder.resolve("bad.jfr"), "FLR\0 and nothing that follows");
    Path output = folder.resolve("graphs");
    CommandRun run =
        CommandRun.of(
            "load", "flame", bad.toString(), good.toString(), "--output", output.toString());
    assertEquals(1, run.exitCode(), run.toString());
    assertTrue(run.err().startsWith("tributary: " + bad + " cannot be read"), run.err());
    assertTrue(Files.exists(output.resolve("good-alloc.svg")));
  }

  @Test
  void missingFileIsASentence() {
    Path output = folder.resolve("graphs");
    CommandRun run =
        CommandRun.of(
            "load", "flame", folder.resolve("none.jfr").toString(), "--output", output.toString());
    assertEquals(1, run.exitCode(), run.toString());
    assertTrue(run.err().contains("none.jfr cannot be read"), run.err());
    assertFalse(Files.exists(output), "nothing was written");
  }

  private Path recording(String name) throws IOException {
    Path file = folder.resolve(name);
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s").withStackTrace();
      recording.start();
      allocate();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }

  /** Far more than a thread's buffer for new objects, at whose end a sample is taken. */
  private static void allocate() {
    ConcurrentLinkedQueue<byte[]> last = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < 64; i++) {
      boolean unused = last.add(new byte[1 << 20]);
      byte[] unusedFirst = last.poll();
    }
  }
}
