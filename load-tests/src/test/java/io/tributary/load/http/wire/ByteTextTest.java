package io.tributary.load.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ByteTextTest {
  @Test
  void numbersAndTextStandInTheOrderInWhichTheyCame() {
    ByteText inner = new ByteText(1).add("in").add(10);
    ByteText text = new ByteText(2).add(0).add(",").add(Long.MAX_VALUE).add(",").add(inner);
    assertEquals("0,9223372036854775807,in10", text.toString());
    assertEquals(text.toString().length(), text.length());
    text.clear();
    assertEquals("7", text.add(7).toString());
  }
}
