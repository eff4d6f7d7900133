package io.tributary.load.flame;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Folds the samples of recordings of one name. */
final class RecordingReader {
  private static final Frame TRUNCATED = Frame.named("(deeper than recorded)");

  private final NativeSamples nativeSamples;
  private final Map<SampleKind, Fold> folds = new EnumMap<>(SampleKind.class);
  private final Map<SampleKind, Long> counts = new EnumMap<>(SampleKind.class);

  /** By class and method; as many as the recorded program has methods. */
  private final Map<String, Frame> frames = new HashMap<>();

  private long lost;

  RecordingReader(NativeSamples nativeSamples) {
    this.nativeSamples = nativeSamples;
    for (SampleKind kind : SampleKind.values()) {
      folds.put(kind, new Fold());
      counts.put(kind, 0L);
    }
  }

  /**
   * Adds the samples of a file, event by event. What was read before a failure stays.
   *
   * @throws IOException if it cannot be read to its end, or is no recording
   */
  void read(Recording recording) throws IOException {
    try (RecordingFile file = new RecordingFile(recording.file())) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (recording.span().holds(event.getStartTime())) {
          add(event);
        }
      }
    } catch (RuntimeException e) {
      // The parser of the JDK meets malformed bytes with whatever exception they lead to.
      throw new IOException("it is malformed: " + e, e);
    }
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" ->
          add(
              SampleKind.CPU_TIME,
              event,
              "eventThread",
              nanos(event.getDuration("samplingPeriod")));
      case "jdk.ExecutionSample" -> add(SampleKind.EXECUTION, event, "sampledThread", 1);
      case "jdk.NativeMethodSample" -> {
        if (nativeSamples == NativeSamples.COUNTED) {
          add(SampleKind.EXECUTION, event, "sampledThread", 1);
        }
      }
      case "jdk.ObjectAllocationSample" ->
          add(SampleKind.ALLOCATION, event, "eventThread", Math.max(1, event.getLong("weight")));
      case "jdk.CPUTimeSamplesLost" -> lost += event.getLong("lostSamples");
      default -> {
        // Recordings have a hundred kinds of events.
      }
    }
  }

  private static long nanos(Duration period) {
    return Math.max(1, period.toNanos());
  }

  private void add(SampleKind kind, RecordedEvent event, String thread, long weight) {
    RecordedStackTrace stack = event.getStackTrace();
    String allocated = kind == SampleKind.ALLOCATION ? className(event) : "";
    StackSample sample =
        new StackSample(threadName(event.getThread(thread)), frames(stack), allocated, weight);
    Fold fold = folds.get(kind);
    if (fold != null) {
      fold.add(sample);
      counts.put(kind, counts.getOrDefault(kind, 0L) + 1);
    }
  }

  private static String className(RecordedEvent event) {
    RecordedClass allocated = event.getClass("objectClass");
    return allocated == null ? "(unknown class)" : ClassNames.readable(allocated.getName());
  }

  private static String threadName(@Nullable RecordedThread thread) {
    if (thread == null) {
      return "unknown thread";
    }
    String java = thread.getJavaName();
    if (java != null && !java.isEmpty()) {
      return java;
    }
    return thread.isVirtual() ? "virtual threads" : String.valueOf(thread.getOSName());
  }

  private List<Frame> frames(@Nullable RecordedStackTrace stack) {
    if (stack == null) {
      return List.of();
    }
    List<Frame> outermostLast = new ArrayList<>();
    for (RecordedFrame frame : stack.getFrames()) {
      String type = frame.getMethod().getType().getName();
      String method = frame.getMethod().getName();
      outermostLast.add(
          frames.computeIfAbsent(type + "." + method, name -> Frame.of(type, method)));
    }
    if (stack.isTruncated()) {
      outermostLast.add(TRUNCATED);
    }
    Collections.reverse(outermostLast);
    return outermostLast;
  }

  /** A graph for each kind that has samples; those by CPU time are better than those without. */
  List<FlameGraph> graphs(String name) {
    List<FlameGraph> graphs = new ArrayList<>();
    folds.forEach(
        (kind, fold) -> {
          boolean second =
              kind == SampleKind.EXECUTION
                  && graphs.stream().anyMatch(graph -> graph.kind() == SampleKind.CPU_TIME);
          if (!fold.isEmpty() && !second) {
            graphs.add(
                new FlameGraph(
                    name,
                    kind,
                    fold,
                    counts.getOrDefault(kind, 0L),
                    kind == SampleKind.CPU_TIME ? lost : 0));
          }
        });
    return graphs;
  }
}
