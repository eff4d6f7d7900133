package io.tributary.gatherer.ingress;

import io.tributary.gatherer.ledger.Claimed;
import io.tributary.gatherer.table.Batch;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.ProtocolViolation;
import io.tributary.protocol.frame.Rule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The partitions that a session claims. A claim that wants at least once is answered here and now,
 * one that wants exactly once by the ledger; its stream is open only then.
 *
 * <p>Belongs to its session's loop.
 */
final class SessionStreams {

  private final IngressTools tools;
  private final Outbox outbox;
  private final Consumer<SessionTable> describe;
  private final Map<Integer, SessionStream> streams = new HashMap<>();
  private boolean over;

  /**
   * @param describe tells the connector what a table is like now
   */
  SessionStreams(IngressTools tools, Outbox outbox, Consumer<SessionTable> describe) {
    this.describe = describe;
    this.tools = tools;
    this.outbox = outbox;
  }

  /** A claim for a table that was described; the answer goes to the outbox, now or later. */
  void open(Frame.Open open, SessionTable table) throws ProtocolViolation {
    SessionStream stream = streams.get(open.stream());
    if (stream != null) {
      stream.claimAgain(table, open);
    } else {
      int limit = tools.settings().limits().maxStreams();
      if (streams.size() >= limit) {
        throw new ProtocolViolation(Rule.HANDLE_LIMIT, "more than " + limit + " streams");
      }
      stream = new SessionStream(table, open.claim());
      streams.put(open.stream(), stream);
    }
    switch (open.claim().guarantee()) {
      case AT_LEAST_ONCE ->
          answer(open.stream(), stream, new OpenAnswer.Resume(List.of(), OpenAnswer.Resume.ALL));
      case EXACTLY_ONCE -> claim(open, stream);
    }
  }

  private void claim(Frame.Open open, SessionStream stream) {
    SessionTable table = stream.table();
    Claimed claimed =
        tools
            .takeovers()
            .claim(table.definition().name(), table.role(), open.claim(), table.uuid());
    stream.claimed(claimed);
    claimed
        .answer()
        .onSuccess(
            answer -> {
              if (!over) {
                answer(open.stream(), stream, answer);
                outbox.flushSoon();
                if (claimed.wantsDescription()) {
                  describe.accept(table);
                }
              }
            });
  }

  private void answer(int handle, SessionStream stream, OpenAnswer answer) {
    stream.answered(answer);
    outbox.add(new Frame.Opened(handle, answer));
  }

  /** The stream of a claim that holds, which the connector has to wait for. */
  SessionStream open(int handle) throws ProtocolViolation {
    SessionStream stream = streams.get(handle);
    if (stream == null) {
      throw new ProtocolViolation(Rule.OPEN_FIRST, "no stream has the handle " + handle);
    }
    if (!stream.isOpen()) {
      throw new ProtocolViolation(
          Rule.OPEN_FIRST, "stream " + handle + " is not open: its claim does not hold");
    }
    return stream;
  }

  /** A batch has the verdict that it may come once more. */
  void deferred(Batch batch) {
    SessionStream stream = streams.get(batch.sender().stream());
    if (stream != null) {
      stream.deferred(batch);
    }
  }

  /** The session is over. */
  void end() {
    over = true;
    streams.values().forEach(SessionStream::end);
  }
}
