package io.tributary.gatherer;

import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Compression;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.FrameEncoder;
import io.tributary.protocol.frame.FrameReader;
import io.tributary.protocol.frame.Guarantee;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Rule;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.SourcePartition;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.ColumnDefinition;
import io.tributary.protocol.table.Layout;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** A connector as small as can be: it speaks frames over a blocking socket. One thread. */
final class TestConnector implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket = new Socket();
  private final FrameReader reader =
      new FrameReader(
          (stream, bytes) -> {
            throw new ProtocolViolation(Rule.DIRECTION, "rows from a gatherer");
          });
  private final List<Frame> received = new ArrayList<>();
  private final Map<Integer, Long> nextSequence = new HashMap<>();
  private final Map<Integer, Long> credit = new HashMap<>();
  private UUID gatherer = new UUID(0, 0);
  private boolean ended;

  /** Connects without a word. */
  TestConnector(InetSocketAddress gatherer) throws IOException {
    socket.connect(gatherer, TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** Connects and shakes hands. */
  static TestConnector welcomed(InetSocketAddress gatherer, String token) throws IOException {
    TestConnector connector = new TestConnector(gatherer);
    connector.hello(token);
    Frame.Welcome welcome = connector.await(Frame.Welcome.class, any -> true);
    connector.reader.handshakeDone(welcome.limits());
    connector.gatherer = welcome.incarnation();
    return connector;
  }

  /** Incarnation of the gatherer. */
  UUID gatherer() {
    return gatherer;
  }

  void hello(String token) throws IOException {
    send(new Frame.Hello(1, 1, "test", UUID.randomUUID(), token));
  }

  void send(Frame frame) throws IOException {
    socket.getOutputStream().write(FrameEncoder.encode(frame).getBytes());
  }

  TableAnswer ensure(int handle, TableDefinition definition) throws IOException {
    return ensure(handle, TableRole.ROWS, definition);
  }

  TableAnswer ensure(int handle, TableRole role, TableDefinition definition) throws IOException {
    send(new Frame.Ensure(handle, role, definition));
    return await(Frame.Described.class, described -> described.table() == handle).answer();
  }

  /** Declares a layout and opens a stream of the same number as the table's handle, once. */
  void open(int handle, Layout layout) throws IOException {
    send(new Frame.DeclareLayout(handle, layout));
    if (nextSequence.containsKey(handle)) {
      return;
    }
    send(
        new Frame.Open(
            handle,
            handle,
            new Claim(
                new SourcePartition("topic", 0, 7),
                "group",
                1,
                0,
                Guarantee.AT_LEAST_ONCE,
                new Predecessor.None())));
    await(Frame.Opened.class, opened -> opened.stream() == handle);
    nextSequence.putIfAbsent(handle, 0L);
  }

  /** The same for a writer that wants its rows once, whose lease has begun. */
  void openExactlyOnce(int handle, Layout layout, int partition) throws IOException {
    openWithoutLease(handle, layout, partition);
    renew(handle, 600_000);
  }

  /** The same, before its lease begins. */
  void openWithoutLease(int handle, Layout layout, int partition) throws IOException {
    OpenAnswer unused =
        open(
            handle,
            layout,
            new Claim(
                new SourcePartition("topic", partition, 7),
                "group",
                1,
                0,
                Guarantee.EXACTLY_ONCE,
                new Predecessor.None()));
  }

  /** The same with any claim; returns the answer. */
  OpenAnswer open(int handle, Layout layout, Claim claim) throws IOException {
    send(new Frame.DeclareLayout(handle, layout));
    send(new Frame.Open(handle, handle, claim));
    nextSequence.putIfAbsent(handle, 0L);
    return await(Frame.Opened.class, opened -> opened.stream() == handle).answer();
  }

  /** The writer still owns its partition, and will for so long by ClickHouse's clock. */
  void renew(int stream, long leaseMillis) throws IOException {
    send(new Frame.Ping(stream));
    long server = await(Frame.Pong.class, pong -> pong.nonce() == stream).serverTimeMillis();
    send(new Frame.Renew(stream, server + leaseMillis));
  }

  /** Waits for credit, sends the stream's next batch and returns its sequence. */
  long rows(int stream, Layout layout, int count, Buffer payload) throws IOException {
    while (credit(stream) < SessionLimits.creditOf(payload.length()) && !ended) {
      read();
    }
    return rowsRegardless(stream, layout, count, payload);
  }

  /** Bytes that may still be sent for the table, which has the same handle as its stream. */
  long credit(int stream) {
    return credit.getOrDefault(stream, 0L);
  }

  /** Sends the stream's next batch, credit or not. */
  long rowsRegardless(int stream, Layout layout, int count, Buffer payload) throws IOException {
    long sequence = nextSequence.merge(stream, 1L, Long::sum) - 1;
    repeat(stream, sequence, layout, count, payload);
    return sequence;
  }

  void repeat(int stream, long sequence, Layout layout, int count, Buffer payload)
      throws IOException {
    credit.merge(stream, (long) -SessionLimits.creditOf(payload.length()), Long::sum);
    long first = sequence * 1_000_000;
    send(
        new Frame.Rows(
            stream,
            sequence,
            layout.fingerprint(),
            first,
            first + count - 1,
            count,
            RowsKind.FRESH,
            Compression.NONE,
            payload));
  }

  Verdict verdict(int stream, long sequence) throws IOException {
    return await(
            Frame.Settled.class,
            settled -> settled.stream() == stream && settled.sequence() == sequence)
        .verdict();
  }

  /** Waits for a frame, which is then taken; other frames stay for later. */
  <F extends Frame> F await(Class<F> type, Predicate<F> wanted) throws IOException {
    while (true) {
      for (Iterator<Frame> frames = received.iterator(); frames.hasNext(); ) {
        Frame frame = frames.next();
        if (type.isInstance(frame) && wanted.test(type.cast(frame))) {
          frames.remove();
          return type.cast(frame);
        }
      }
      if (ended) {
        throw new IOException("the session has ended; received: " + latest());
      }
      read();
    }
  }

  /** Waits until the gatherer has closed the connection. */
  void awaitEnd() throws IOException {
    while (!ended) {
      read();
    }
  }

  private void read() throws IOException {
    byte[] bytes = new byte[64 << 10];
    socket.setSoTimeout(TIMEOUT_MILLIS);
    int count;
    try {
      count = socket.getInputStream().read(bytes);
    } catch (SocketTimeoutException e) {
      throw new IOException("nothing came within 20 s; received: " + latest(), e);
    }
    if (count < 0) {
      ended = true;
      return;
    }
    try {
      reader.feed(Buffer.buffer(Arrays.copyOf(bytes, count)));
      for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
        received.add(frame);
        if (frame instanceof Frame.Credit granted) {
          credit.merge(granted.table(), granted.bytes(), Long::sum);
        }
      }
    } catch (ProtocolViolation e) {
      throw new IOException(e);
    }
  }

  private List<Frame> latest() {
    return received.subList(Math.max(0, received.size() - 10), received.size());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** {@code id UInt64, name String DEFAULT concat('n', toString(id)), tail UInt32}. */
  static TableDefinition definition(String table, String engine) {
    return new TableDefinition(
        table,
        List.of(
            new ColumnDefinition("id", "UInt64", ""),
            new ColumnDefinition("name", "String", "concat('n', toString(id))"),
            new ColumnDefinition("tail", "UInt32", "")),
        engine,
        "id",
        "");
  }
}
