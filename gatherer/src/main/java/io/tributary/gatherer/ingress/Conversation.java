package io.tributary.gatherer.ingress;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.tributary.gatherer.delivery.TableStream;
import io.tributary.gatherer.table.Batch;
import io.tributary.gatherer.table.Payload;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.Predecessor;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.RowsAdmission;
import io.tributary.protocol.frame.Rule;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said after the handshake: tables, layouts, claims, rows, and the answers to them.
 *
 * <p>Belongs to its session's loop.
 */
final class Conversation implements RowsAdmission {

  private static final int RETRY_MILLIS = 5_000;

  private final IngressTools tools;
  private final Outbox outbox;
  private final Runnable settledSome;
  private final SessionLimits limits;
  private final Map<Integer, SessionTable> tables = new HashMap<>();
  private final SessionStreams streams;
  private int unsettled;

  /** Memory of the payload that arrives, or has just arrived. */
  private @Nullable ByteBuf arriving;

  private boolean over;

  /**
   * A conversation.
   *
   * @param settledSome called after verdicts, when more may be read
   */
  Conversation(IngressTools tools, Outbox outbox, Runnable settledSome) {
    this.tools = tools;
    this.outbox = outbox;
    this.settledSome = settledSome;
    this.limits = tools.settings().limits();
    this.streams = new SessionStreams(tools, outbox, this::describe);
  }

  /** Batches that wait for a verdict. */
  int unsettled() {
    return unsettled;
  }

  /** Takes one frame; answers go to the outbox. */
  void on(Frame frame) throws ProtocolViolation {
    switch (frame) {
      case Frame.Ensure ensure -> ensure(ensure);
      case Frame.DeclareLayout declare -> declare(declare);
      case Frame.Open open -> open(open);
      case Frame.Rows rows -> rows(rows);
      case Frame.Renew renew -> renew(renew);
      case Frame.Delivered delivered -> delivered(delivered);
      case Frame.Ping ping ->
          outbox.add(new Frame.Pong(ping.nonce(), tools.clock().lowerBoundMillis()));
      case Frame.Hello other -> throw misdirected(other);
      case Frame.Welcome other -> throw misdirected(other);
      case Frame.Described other -> throw misdirected(other);
      case Frame.Opened other -> throw misdirected(other);
      case Frame.Settled other -> throw misdirected(other);
      case Frame.Credit other -> throw misdirected(other);
      case Frame.Pong other -> throw misdirected(other);
      case Frame.Goodbye other -> throw misdirected(other);
    }
  }

  @Override
  public void admit(int stream, int payloadBytes) throws ProtocolViolation {
    SessionTable table = streams.open(stream).table();
    if (table.role() == TableRole.QUARANTINE && payloadBytes > limits.maxQuarantineBatchBytes()) {
      throw new ProtocolViolation(
          Rule.BATCH_BYTES,
          "%d bytes for a quarantine table, at most %d may come"
              .formatted(payloadBytes, limits.maxQuarantineBatchBytes()));
    }
    TableStream paying = table.described();
    int cost = SessionLimits.creditOf(payloadBytes);
    if (cost > paying.credit()) {
      throw new ProtocolViolation(
          Rule.CREDIT,
          "a batch that costs %d for table %d with a credit of %d"
              .formatted(cost, table.handle(), paying.credit()));
    }
    paying.spend(cost);
  }

  @Override
  public ByteBuf memory(int payloadBytes) {
    ByteBuf memory = tools.delivery().memory().take(payloadBytes);
    arriving = memory;
    return memory;
  }

  /** The session waits for verdicts: its tables should not wait for more rows. */
  void urge() {
    for (SessionTable table : tables.values()) {
      TableStream stream = table.stream();
      if (stream != null) {
        stream.urge();
      }
    }
  }

  /** The session is over; what is not settled goes on without it. */
  void end() {
    over = true;
    ByteBuf unfinished = arriving;
    if (unfinished != null) {
      arriving = null;
      unfinished.release();
    }
    streams.end();
    for (SessionTable table : tables.values()) {
      TableStream stream = table.stream();
      if (stream != null) {
        stream.close();
      }
    }
  }

  private void ensure(Frame.Ensure ensure) throws ProtocolViolation {
    SessionTable table = tables.get(ensure.table());
    if (table != null) {
      table.replace(ensure);
    } else {
      if (tables.size() >= limits.maxTables()) {
        throw new ProtocolViolation(
            Rule.HANDLE_LIMIT, "more than " + limits.maxTables() + " tables");
      }
      table = new SessionTable(ensure);
      tables.put(ensure.table(), table);
    }
    describe(table);
  }

  /** Asks about a table, one question at a time. */
  private void describe(SessionTable table) {
    if (!table.ask()) {
      return;
    }
    tools
        .catalog()
        .ensure(table.definition())
        .onSuccess(
            answer -> {
              if (over) {
                return;
              }
              answer(table, answer);
              outbox.flush();
              if (table.answered()) {
                describe(table);
              }
            });
  }

  private void answer(SessionTable table, TableAnswer answer) {
    if (!(answer instanceof TableAnswer.Columns columns)) {
      outbox.add(new Frame.Described(table.handle(), answer));
      return;
    }
    table.describes(columns);
    TableStream known = table.stream();
    if (known != null) {
      outbox.add(new Frame.Described(table.handle(), answer));
      known.describe(columns);
    } else {
      admit(table, columns);
    }
  }

  private void admit(SessionTable table, TableAnswer.Columns columns) {
    Optional<TableStream> admitted =
        tools.delivery().open(table.definition().name(), table.role(), new TableNews(table));
    if (admitted.isEmpty()) {
      outbox.add(new Frame.Described(table.handle(), noRoom()));
      return;
    }
    TableStream stream = admitted.get();
    table.admitted(stream);
    stream.describe(columns);
    outbox.add(new Frame.Described(table.handle(), columns));
    stream.start();
  }

  private static TableAnswer.Later noRoom() {
    return new TableAnswer.Later(
        RETRY_MILLIS,
        "this gatherer serves as many table streams as it has memory for: raise MAX_TABLE_STREAMS"
            + " and GATHERER_MEMORY, or add a gatherer");
  }

  private void declare(Frame.DeclareLayout declare) throws ProtocolViolation {
    SessionTable table = table(declare.table());
    table.described();
    table.declare(declare.layout());
    tools
        .catalog()
        .misfit(table.definition().name(), declare.layout())
        .ifPresent(unfit -> answer(table, unfit));
  }

  private void open(Frame.Open open) throws ProtocolViolation {
    SessionTable table = table(open.table());
    table.described();
    streams.open(open, table);
  }

  private void rows(Frame.Rows rows) throws ProtocolViolation {
    // What is refused here ends the session, and then its memory is given back.
    SessionStream stream = streams.open(rows.stream());
    SessionTable table = stream.table();
    TableStream receiver = table.described();
    Batch batch =
        new Batch(
            new Batch.Sender(receiver, stream.writer(), rows.stream(), rows.sequence()),
            table.layout(rows.layout()),
            rows.layout(),
            rows.kind(),
            new OffsetRange(rows.firstOffset(), rows.lastOffset()),
            rows.rowCount(),
            payload(),
            System.nanoTime());
    stream.sequence(rows.sequence());
    arriving = null;
    unsettled++;
    tools.meters().received(table.definition().name(), batch.rows(), batch.bytes());
    receiver.accept(batch);
  }

  /** Of the frame that was read just now. */
  private Payload payload() {
    return Payload.pooled(requireNonNull(arriving));
  }

  /** No lease is longer, so that nothing later can be meant. */
  private void renew(Frame.Renew renew) throws ProtocolViolation {
    long longest = tools.clock().lowerBoundMillis() + Predecessor.MAX_LEASE_MILLIS;
    streams.open(renew.stream()).writer().renew(Math.min(renew.validUntilMillis(), longest));
  }

  private void delivered(Frame.Delivered delivered) throws ProtocolViolation {
    SessionTable table = table(delivered.table());
    table.described();
    if (table.role() == TableRole.ROWS) {
      tools.auditor().reported(table.definition().name(), delivered.report());
    }
  }

  private SessionTable table(int handle) throws ProtocolViolation {
    @Nullable SessionTable table = tables.get(handle);
    if (table == null) {
      throw new ProtocolViolation(Rule.ENSURE_FIRST, "no table has the handle " + handle);
    }
    return table;
  }

  private static ProtocolViolation misdirected(Frame frame) {
    return new ProtocolViolation(
        Rule.DIRECTION, "a connector does not send " + frame.getClass().getSimpleName());
  }

  /** What the delivery tells about one table. */
  private final class TableNews implements TableStream.Sender {
    private final SessionTable table;

    TableNews(SessionTable table) {
      this.table = table;
    }

    @Override
    public void granted(long bytes) {
      outbox.addCredit(table.handle(), bytes);
      outbox.flushSoon();
    }

    @Override
    public void settled(List<Batch> batches, Verdict verdict) {
      unsettled -= batches.size();
      tools.meters().answered(verdict, batches.size());
      for (Batch batch : batches) {
        outbox.add(new Frame.Settled(batch.sender().stream(), batch.sender().sequence(), verdict));
        if (verdict instanceof Verdict.Deferred) {
          streams.deferred(batch);
        }
      }
      outbox.flushSoon();
      settledSome.run();
    }

    @Override
    public void tableChanged() {
      describe(table);
    }
  }
}
