package io.tributary.load.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReadyLinesTest {
  @Test
  void processIsReadyWithTheLastOfItsServices() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream lines = new ReadyLines(bytes, 2)) {
      lines.println("READY connector management=127.0.0.1:1");
      lines.println("something else");
      assertEquals("something else\n", bytes.toString(StandardCharsets.UTF_8));
      lines.println("READY connector management=127.0.0.1:2");
    }
    assertEquals(
        "something else\nREADY connectors instances=2\n", bytes.toString(StandardCharsets.UTF_8));
  }
}
