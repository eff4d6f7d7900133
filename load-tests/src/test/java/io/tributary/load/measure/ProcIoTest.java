package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;

class ProcIoTest {
  @Test
  void bytesAreThoseOfTheSystemCalls() {
    assertEquals(
        new ProcIo(3_980, 17),
        ProcIo.parse("rchar: 3980\nwchar: 17\nsyscr: 9\nsyscw: 0\nread_bytes: 4096\n"));
  }

  /** Otherwise it would say nothing of the network. */
  @Test
  void bytesOfSocketsAreAmongThem() throws IOException {
    int bytes = 4 << 20;
    long pid = ProcessHandle.current().pid();
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel sender = SocketChannel.open(server.getLocalAddress());
        SocketChannel receiver = server.accept()) {
      ProcIo before = ProcIo.of(pid).orElseThrow();
      ByteBuffer chunk = ByteBuffer.allocate(1 << 14);
      for (int sent = 0; sent < bytes; sent += chunk.capacity()) {
        chunk.clear();
        while (chunk.hasRemaining()) {
          sender.write(chunk);
        }
        chunk.clear();
        while (chunk.hasRemaining()) {
          receiver.read(chunk);
        }
      }
      ProcIo after = ProcIo.of(pid).orElseThrow();
      assertTrue(after.readBytes() - before.readBytes() >= bytes, after.toString());
      assertTrue(after.writtenBytes() - before.writtenBytes() >= bytes, after.toString());
    }
  }
}
