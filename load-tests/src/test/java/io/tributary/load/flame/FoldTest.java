package io.tributary.load.flame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.load.flame.Tally.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldTest {
  private static final Frame POLL = Frame.of("io.tributary.connector.pipeline.Pipeline", "poll");
  private static final Frame ENCODE = Frame.of("io.tributary.protocol.json.JsonRows", "encode");
  private static final Frame COPY = Frame.of("java.lang.System", "arraycopy");
  private static final Frame PARK = Frame.of("jdk.internal.misc.Unsafe", "park");

  @Test
  void equalStacksAreLaidTogether() {
    Fold fold = new Fold();
    fold.add(sample("loop-0", 5, POLL, ENCODE));
    fold.add(sample("loop-1", 3, POLL, ENCODE, COPY));
    fold.add(sample("loop-1", 2, POLL));
    assertEquals(10, fold.root().weight());
    FlameNode group = Objects.requireNonNull(fold.root().child("loop"));
    FlameNode poll = Objects.requireNonNull(group.child(POLL.name()));
    FlameNode encode = Objects.requireNonNull(poll.child(ENCODE.name()));
    assertEquals(10, poll.weight());
    assertEquals(2, poll.selfWeight());
    assertEquals(8, encode.weight());
    assertEquals(5, encode.selfWeight());
    assertEquals(0, fold.cutWeight());
  }

  @Test
  void frameOfTheJdkCountsForWhoCalledIt() {
    Fold fold = new Fold();
    fold.add(sample("loop-0", 5, PARK, POLL, ENCODE, COPY));
    fold.add(sample("loop-0", 1, POLL));
    fold.add(sample("other", 2, PARK));
    assertEquals(
        List.of(
            new Entry("protocol.json", 5), new Entry("JDK", 2), new Entry("connector.pipeline", 1)),
        fold.components().heaviest(10));
    assertEquals(6, fold.componentsOnStack().of("connector.pipeline"));
    assertEquals(7, fold.componentsOnStack().of("JDK"));
    assertEquals(new Entry(COPY.name(), 5), fold.methods().heaviest(1).getFirst());
    assertEquals(List.of(new Entry("loop", 6), new Entry("other", 2)), fold.groups().heaviest(10));
  }

  @Test
  void recursionCountsOnceOnTheStack() {
    Fold fold = new Fold();
    fold.add(sample("loop", 4, ENCODE, ENCODE, ENCODE));
    assertEquals(4, fold.componentsOnStack().of("protocol.json"));
  }

  @Test
  void allocatedClassStandsAboveWhoAllocatedIt() {
    Fold fold = new Fold();
    fold.add(new StackSample("loop", List.of(ENCODE), "byte[]", 64));
    fold.add(new StackSample("loop", List.of(ENCODE), "char[]", 16));
    FlameNode group = Objects.requireNonNull(fold.root().child("loop"));
    FlameNode encode = Objects.requireNonNull(group.child(ENCODE.name()));
    assertEquals(64, Objects.requireNonNull(encode.child("byte[]")).weight());
    assertEquals(
        List.of(new Entry("byte[]", 64), new Entry("char[]", 16)), fold.classes().heaviest(9));
    assertEquals(80, fold.methods().of(ENCODE.name()));
  }

  @Test
  void sampleWithoutStackIsNotLost() {
    Fold fold = new Fold();
    fold.add(sample("loop", 4));
    assertEquals(4, fold.root().weight());
    assertEquals(4, fold.components().of("(no stack)"));
  }

  @Test
  void nodesAreBoundedAndNoWeightIsLost() {
    Fold fold = new Fold();
    int stacks = Fold.MOST_NODES / 100;
    for (int i = 0; i < stacks; i++) {
      Frame[] frames = new Frame[150];
      for (int depth = 0; depth < frames.length; depth++) {
        frames[depth] = Frame.of("Type" + i, "method" + depth);
      }
      fold.add(sample("loop", 1, frames));
    }
    assertEquals(stacks, fold.root().weight());
    assertTrue(fold.cutWeight() > stacks / 4, "cut " + fold.cutWeight());
    assertEquals(Fold.MOST_NODES, nodes(fold.root()));
    assertEquals(stacks, selfWeights(fold.root()));
  }

  @Test
  void depthIsBounded() {
    Fold fold = new Fold();
    List<Frame> frames = new ArrayList<>();
    for (int depth = 0; depth < 3 * Fold.MOST_FRAMES; depth++) {
      frames.add(Frame.of("Type", "method" + depth));
    }
    fold.add(new StackSample("loop", frames, "byte[]", 7));
    assertEquals(7, fold.cutWeight());
    assertEquals(Fold.MOST_FRAMES + 2, nodes(fold.root()));
  }

  @Test
  void groupsAreBounded() {
    Fold fold = new Fold();
    for (int i = 0; i < 10 * Fold.MOST_GROUPS; i++) {
      fold.add(sample("group" + "x".repeat(i), 1, POLL));
    }
    assertEquals(Fold.MOST_GROUPS + 1, fold.root().children().size());
    assertEquals(9 * Fold.MOST_GROUPS, fold.groups().of(Tally.OTHERS));
  }

  @ParameterizedTest
  @CsvSource({
    "vert.x-eventloop-thread-0, vert.x-eventloop-thread",
    "vert.x-worker-thread-12, vert.x-worker-thread",
    "kafka-coordinator-heartbeat-thread | group-1, kafka-coordinator-heartbeat-thread | group",
    "pool-3-thread-17, pool-thread",
    "consumer-0f8fad5b-d9cb-469f-a165-70867728950e, consumer",
    "ForkJoinPool.commonPool-worker-1, ForkJoinPool.commonPool-worker",
    "12, unnamed",
    "main, main",
  })
  void threadsOfOneKindAreOneGroup(String name, String group) {
    assertEquals(group, ThreadNames.group(name));
  }

  @ParameterizedTest
  @CsvSource({
    "io.tributary.protocol.json.scan.Scanner, PRODUCT, protocol.json",
    "io.tributary.gatherer.Gatherer, PRODUCT, gatherer",
    "org.apache.kafka.clients.consumer.KafkaConsumer, KAFKA, Kafka",
    "org.apache.logging.log4j.core.Logger, OTHER, org.apache.logging",
    "net.jpountz.lz4.LZ4Factory, OTHER, net.jpountz.lz4",
    "io.netty.buffer.ByteBuf, VERTX, Netty and Vert.x",
    "io.vertx.core.Vertx, VERTX, Netty and Vert.x",
    "java.util.HashMap, JDK, JDK",
    "Plain, OTHER, Plain",
  })
  void classesBelongToComponents(String type, Origin origin, String component) {
    Frame frame = Frame.of(type, "run");
    assertEquals(origin, frame.origin());
    assertEquals(component, frame.component());
  }

  @Test
  void hiddenClassesOfOneLambdaAreOneFrame() {
    assertEquals(
        Frame.of("io.tributary.A$$Lambda.0x00007f0001", "run"),
        Frame.of("io.tributary.A$$Lambda+0x00007fffff", "run"));
  }

  @ParameterizedTest
  @CsvSource({
    "[B, byte[]",
    "[[J, long[][]",
    "[Ljava.lang.String;, java.lang.String[]",
    "java.lang.String, java.lang.String"
  })
  void namesOfClassesAreReadable(String binary, String readable) {
    assertEquals(readable, ClassNames.readable(binary));
  }

  static StackSample sample(String thread, long weight, Frame... frames) {
    return new StackSample(thread, List.of(frames), "", weight);
  }

  private static int nodes(FlameNode node) {
    return 1 + node.children().stream().mapToInt(FoldTest::nodes).sum();
  }

  private static long selfWeights(FlameNode node) {
    return node.selfWeight() + node.children().stream().mapToLong(FoldTest::selfWeights).sum();
  }
}
