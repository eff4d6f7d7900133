package io.tributary.load.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // JUnit sets it.
class FlameGraphsTest {
  @TempDir private Path folder;

  @Test
  void samplesOfTheSpanCountAndNoOthers() throws IOException {
    Path file = folder.resolve("a.jfr");
    Instant before = Instant.now();
    try (jdk.jfr.Recording recording = new jdk.jfr.Recording()) {
      recording.enable("jdk.ObjectAllocationSample").with("throttle", "1000/s").withStackTrace();
      recording.start();
      byte[] last = new byte[0];
      for (int i = 0; i < 64; i++) {
        last = new byte[(1 << 20) + last.length % 2];
      }
      assertTrue(last.length > 0);
      recording.stop();
      recording.dump(file);
    }
    Span whole = new Span(before, Instant.now());
    Span earlier = new Span(before.minusSeconds(60), before.minusSeconds(30));
    assertEquals(List.of("a-alloc.svg"), read(file, whole).fileNames());
    FlameGraphs none = read(file, earlier);
    assertEquals(List.of(), none.fileNames());
    assertTrue(none.problems().getFirst().startsWith(file + " has no jdk.CPUTimeSample"));
  }

  @Test
  void recorderHasItsSettingsOnDiskAndFindsWhatJvmsLeave() throws IOException {
    FlightRecorder recorder = new FlightRecorder(folder);
    List<String> options = recorder.jvmOptions("gatherer-0");
    assertTrue(
        options.getLast().contains("filename=" + folder.resolve("gatherer-0-%p.jfr")),
        options.toString());
    String settings = Files.readString(folder.resolve("flame.jfc"));
    assertTrue(settings.contains("jdk.CPUTimeSample"), settings);
    Path second = Files.createFile(folder.resolve("gatherer-0-22.jfr"));
    Path first = Files.createFile(folder.resolve("gatherer-0-11.jfr"));
    Path unused = Files.createFile(folder.resolve("gatherer-1-33.jfr"));
    assertEquals(List.of(first, second), recorder.recordings("gatherer-0"));
    assertEquals(List.of(), recorder.recordings("connector-0"));
  }

  private static FlameGraphs read(Path file, Span span) {
    return FlameGraphs.read(List.of(new Recording("a", file, span)), NativeSamples.LEFT_OUT);
  }
}
