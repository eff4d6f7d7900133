package io.tributary.protocol.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.LayoutColumn;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class FrameEncoderTest {

  @Test
  void headAndPayloadAreTheFrame() {
    Buffer payload = Buffer.buffer("some rows");
    Buffer composite =
        BufferInternal.buffer(
            Unpooled.wrappedBuffer(
                Unpooled.copiedBuffer("some ".getBytes(StandardCharsets.UTF_8)),
                Unpooled.directBuffer().writeBytes(new byte[] {'r', 'o', 'w', 's'})));
    Buffer whole = FrameEncoder.encode(rows(payload));

    assertEquals(whole, FrameEncoder.rowsHead(rows(payload)).appendBuffer(payload));
    assertEquals(whole, FrameEncoder.rowsHead(rows(composite)).appendBuffer(payload));
  }

  @Test
  void frameOverOneMebibyteIsRefused() {
    ColumnDefinition column = new ColumnDefinition("c", "String", "'" + "x".repeat(1 << 20) + "'");
    TableDefinition table = new TableDefinition("t", List.of(column), "", "", "");
    refuses(Rule.FRAME_TOO_LONG, new Frame.Ensure(1, TableRole.ROWS, table));
  }

  @Test
  void textsTheReaderWouldRefuseAreRefused() {
    refuses(Rule.TEXT_ENCODING, layout("a\0b", "String"));
    refuses(Rule.TEXT_ENCODING, layout("a\ud800b", "String"));
    refuses(Rule.TEXT_LENGTH, layout("", "String"));
    refuses(Rule.TEXT_LENGTH, layout("c", " "));
    refuses(Rule.TEXT_LENGTH, layout("x".repeat(65_536), "String"));
  }

  @Test
  void recordsRefuseWhatTheReaderWould() {
    BrokenRule noHandle = assertThrows(BrokenRule.class, () -> new Frame.Credit(0, 1));
    assertEquals(Rule.HANDLE, noHandle.rule());
    assertThrows(BrokenRule.class, () -> new Verdict.Deferred(600_001, ""));
    assertThrows(BrokenRule.class, () -> rows(Buffer.buffer()));
  }

  @Test
  void longMessageIsCutWhereItIsMade() {
    Frame.Goodbye goodbye = new Frame.Goodbye(GoodbyeReason.BUSY, "x\n".repeat(5_000));
    assertEquals(MessageLine.MAX_LENGTH, goodbye.message().length());
    assertFalse(goodbye.message().contains("\n"));
    FrameEncoder.encode(goodbye);
  }

  @Test
  void tokenIsNotShown() {
    Frame hello = new Frame.Hello(1, 1, "c", new UUID(0, 0), "s3cret");
    assertFalse(hello.toString().contains("s3cret"));
    assertTrue(hello.toString().contains("token=***"));
  }

  private static void refuses(Rule rule, Frame frame) {
    BrokenRule refused = assertThrows(BrokenRule.class, () -> FrameEncoder.encode(frame));
    assertEquals(rule, refused.rule(), refused.getMessage());
  }

  private static Frame layout(String name, String type) {
    return new Frame.DeclareLayout(1, new Layout(List.of(new LayoutColumn(name, type, false))));
  }

  private static Frame.Rows rows(Buffer payload) {
    return new Frame.Rows(1, 0, 2, 3, 4, 2, RowsKind.FRESH, Compression.NONE, payload);
  }
}
