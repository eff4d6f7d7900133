package io.tributary.load.http;

import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.http.wire.Answer;
import io.tributary.load.http.wire.AnswerReader;
import io.tributary.load.http.wire.ByteText;
import io.tributary.load.http.wire.MalformedAnswerException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * One producer with one connection: sends its requests when they are due and there is room, in
 * order, and never one twice. Those that a broken connection leaves without an answer are given up.
 *
 * <p>Thread: the event loop of the producers.
 */
final class ProducerConnection {
  private final int index;
  private final Producers.Job job;
  private final PhaseTally tally;
  private final ByteText body;
  private final ByteText message;
  private final BitSet acknowledged = new BitSet();

  /** When those that have no answer yet were due; as long as what may be pipelined. */
  private final long[] dueNanos;

  private @Nullable NetSocket socket;
  private AnswerReader reader;
  private boolean connecting;
  private int next;
  private int answered;

  /**
   * @param scratch for making requests; shared by all connections of a thread
   */
  ProducerConnection(int index, Producers.Job job, PhaseTally tally, Scratch scratch) {
    this.index = index;
    this.job = job;
    this.tally = tally;
    this.body = scratch.body();
    this.message = scratch.message();
    this.dueNanos = new long[job.pipelined()];
    this.reader = new AnswerReader(this::answered);
  }

  /** Where requests are made. */
  record Scratch(ByteText body, ByteText message) {
    static Scratch create() {
      return new Scratch(new ByteText(64 << 10), new ByteText(64 << 10));
    }
  }

  /** Whether it has no connection, and none is on its way. */
  boolean wantsConnection() {
    return socket == null && !connecting;
  }

  /** A connection for it is on its way. */
  void connecting() {
    connecting = true;
  }

  /** That failed. */
  void notConnected() {
    connecting = false;
  }

  /** Takes a connection that was made for it. */
  void connected(NetSocket made) {
    connecting = false;
    socket = made;
    reader = new AnswerReader(this::answered);
    made.handler(bytes -> received(made, bytes));
    made.exceptionHandler(e -> made.close());
    made.closeHandler(closed -> disconnected(made));
  }

  private void received(NetSocket from, Buffer bytes) {
    if (from != socket) {
      return;
    }
    try {
      byte[] array = bytes.getBytes();
      reader.take(array, 0, array.length);
    } catch (MalformedAnswerException e) {
      disconnected(from);
      from.close();
    }
  }

  private void disconnected(NetSocket gone) {
    if (gone == socket) {
      socket = null;
      tally.lost(next - answered);
      answered = next;
    }
  }

  /** Sends what is due now and has room. */
  void send(long nowNanos) {
    NetSocket to = socket;
    while (to != null
        && to == socket
        && next - answered < dueNanos.length
        && job.mayBegin(nowNanos)) {
      long due = job.pace().hasRate() ? job.dueNanos(index, next) : nowNanos;
      if (due > nowNanos) {
        return;
      }
      long id = SentRequest.id(index, next);
      body.clear();
      job.requests().writeBody(id, body);
      message.clear();
      message.add(job.head()).add(body.length()).add(Producers.END_OF_HEAD).add(body);
      dueNanos[next % dueNanos.length] = due;
      next++;
      tally.sent();
      var unused = to.write(Buffer.buffer(message.toBytes()));
    }
  }

  /** Nothing more is sent; counts what was due by now. */
  void countNotSent(long nowNanos) {
    if (!job.pace().hasRate()) {
      return;
    }
    for (long sequence = next; ; sequence++) {
      long waited = nowNanos - job.dueNanos(index, sequence);
      if (waited <= 0) {
        return;
      }
      tally.notSent(waited);
    }
  }

  private void answered(Answer answer) {
    if (answered == next) {
      throw new MalformedAnswerException("an answer came that nobody asked for");
    }
    int sequence = answered++;
    long now = System.nanoTime();
    if (answer.isGood()) {
      acknowledged.set(sequence);
      int rows = job.requests().rows(SentRequest.id(index, sequence));
      tally.acknowledged(now - dueNanos[sequence % dueNanos.length], rows);
    } else {
      tally.refused(answer);
    }
    if (answer.closes()) {
      end();
    } else {
      send(now);
    }
  }

  /** Whether nothing waits for an answer. */
  boolean isIdle() {
    return answered == next;
  }

  /** Nobody waits for answers any longer. */
  void end() {
    NetSocket open = socket;
    if (open != null) {
      disconnected(open);
      open.close();
    }
  }

  /** How many requests it sent. */
  int requests() {
    return next;
  }

  /** What it knows of its requests, without those from {@code to} on. */
  List<SentRequest> sent(int from, int to) {
    return LongStream.range(from, to)
        .mapToObj(
            sequence -> {
              long id = SentRequest.id(index, sequence);
              int rows = job.requests().rows(id);
              return new SentRequest(id, rows, 0, acknowledged.get((int) sequence));
            })
        .toList();
  }
}
