package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ReadyLineTest {
  @Test
  void lineIsFoundAmongOthers() {
    ReadyLine line = ReadyLine.find("x", "noise\nREADY port=1 url=http://a?b=c\nmore");
    assertNotNull(line);
    assertEquals("1", line.value("port"));
    assertEquals("http://a?b=c", line.value("url"));
    assertThrows(SandboxException.class, () -> line.value("pid"));
  }

  @Test
  void unfinishedLineIsNotYetReady() {
    assertNull(ReadyLine.find("x", "READY port=12"));
    assertNull(ReadyLine.find("x", "NOT READY\nREADYish\n"));
  }
}
