package io.tributary.connector.uplink;

import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.protocol.frame.Compression;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.GoodbyeReason;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.TableDefinition;
import io.tributary.service.failure.FailureCode;
import io.tributary.service.settings.Address;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries batches to a gatherer and verdicts back, over as many connections as it takes.
 *
 * <p>Failure semantics: a batch given to {@link #send} is kept until its final verdict arrives.
 * When the connection breaks, everything without a verdict is sent again on the next one, so a row
 * may be stored twice but is never lost; nothing is settled by this class on its own.
 *
 * <p>Thread: created and used on one event loop.
 */
public final class Uplink {
  private static final Logger log = LoggerFactory.getLogger(Uplink.class);
  private static final int VERSION = 1;
  // Far below what makes a gatherer stop reading, so that it always hears our pings.
  private static final int MAX_IN_FLIGHT = 4096;
  // Epochs stay fixed until writers fence each other.
  private static final long EPOCH = 1;

  private final Vertx vertx;
  private final UplinkSettings settings;
  private final UplinkEvents events;
  private final NetClient client;
  private final ReconnectDelay reconnect;
  private final List<TableLink> tables = new ArrayList<>();
  private final List<StreamLink> streams = new ArrayList<>();
  private int nextGatherer;
  private @Nullable UplinkSession session;
  private @Nullable SessionLimits limits;
  private boolean welcomed;
  private boolean closed;
  private boolean complained;
  private long deferrals;

  public Uplink(Vertx vertx, UplinkSettings settings, UplinkEvents events) {
    this.vertx = vertx;
    this.settings = settings;
    this.events = events;
    this.client =
        vertx.createNetClient(
            new NetClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setTcpNoDelay(true));
    this.reconnect =
        new ReconnectDelay(settings.retryMaxDelay().toMillis(), ThreadLocalRandom.current());
  }

  /** Starts to connect, and to stay connected. */
  public void start() {
    long everyMillis = Math.max(1, settings.silence().toMillis() / 3);
    vertx.setPeriodic(everyMillis, timer -> heartbeat(timer));
    connect();
  }

  /** True while a gatherer listens to us. */
  public boolean isConnected() {
    return welcomed;
  }

  /** The addresses, for messages. */
  public String gatherers() {
    return String.join(", ", settings.gatherers().stream().map(Address::toString).toList());
  }

  /** A table to write to; it is ensured now or as soon as there is a session. */
  public TableLink table(TableRole role, TableDefinition definition) {
    TableLink table = new TableLink(tables.size() + 1, role, definition);
    tables.add(table);
    ensure(table);
    return table;
  }

  /** Asks about a table again; it may be wanted with other columns than before. */
  public void ask(TableLink table, TableDefinition definition) {
    table.want(definition);
    ensure(table);
  }

  /** Claims a partition; batches may be sent at once and wait until the claim holds. */
  public StreamLink claim(TableLink table, Claim claim) {
    SessionLimits bounds = limits;
    if (bounds != null && welcomed && streams.size() >= bounds.maxStreams()) {
      // A session never forgets a handle; the next one begins with those that are still in use.
      closeSession();
      return claimed(table, claim);
    }
    StreamLink stream = claimed(table, claim);
    open(stream);
    return stream;
  }

  private StreamLink claimed(TableLink table, Claim claim) {
    StreamLink stream = new StreamLink(table, streams.size() + 1, claim);
    streams.add(stream);
    table.streams().add(stream);
    return stream;
  }

  /**
   * @param run incarnation of the topic
   * @param from first offset that will be sent
   */
  public record Claim(String topic, int partition, int run, long from) {}

  /**
   * The partition is no longer ours: its waiting batches are dropped, later verdicts mean nothing.
   */
  public void abandon(StreamLink stream) {
    stream.abandon();
    stream.table().batches().dropWaiting(batch -> batch.stream() == stream);
  }

  /** Sends the batch as soon as there is a session, a claim and credit. */
  public void send(Batch batch) {
    batch.stream().table().batches().add(batch);
    pump(batch.stream().table());
  }

  /** Payload bytes without a verdict. */
  public long unsettledBytes() {
    long bytes = 0;
    for (TableLink table : tables) {
      bytes += table.batches().unsettledBytes();
    }
    return bytes;
  }

  /** Shows the session and its credit. */
  public void show(PipelineMeters meters) {
    if (!welcomed) {
      meters.disconnected();
      return;
    }
    long credit = 0;
    for (TableLink table : tables) {
      credit += table.credit();
    }
    meters.connected(credit);
  }

  /** Says goodbye and closes for good. */
  public Future<Void> close() {
    closed = true;
    UplinkSession current = session;
    if (current != null) {
      current.send(new Frame.Goodbye(GoodbyeReason.SHUTDOWN, "connector stops"));
    }
    return client.close();
  }

  private void connect() {
    if (closed) {
      return;
    }
    Address gatherer = settings.gatherers().get(nextGatherer);
    client
        .connect(gatherer.port(), gatherer.host())
        .onSuccess(this::connected)
        .onFailure(
            failure -> {
              if (!complained) {
                complained = true;
                log.warn("gatherer {} cannot be reached: {}", gatherer, failure.getMessage());
              }
              connectLater();
            });
  }

  private void connectLater() {
    nextGatherer = (nextGatherer + 1) % settings.gatherers().size();
    if (!closed) {
      vertx.setTimer(reconnect.nextMillis(), timer -> connect());
    }
  }

  private void connected(NetSocket socket) {
    UplinkSession current = new UplinkSession(socket, this::received, this::broken);
    session = current;
    current.onClosed(() -> lost(current));
    current.send(
        new Frame.Hello(
            VERSION,
            VERSION,
            settings.instance(),
            settings.incarnation(),
            settings.token().reveal()));
  }

  private void lost(UplinkSession which) {
    if (session != which) {
      return;
    }
    session = null;
    welcomed = false;
    tables.forEach(TableLink::sessionLost);
    streams.removeIf(StreamLink::isAbandoned);
    for (int i = 0; i < streams.size(); i++) {
      streams.get(i).sessionLost(i + 1);
    }
    if (!closed) {
      log.warn("connection to gatherer lost, connecting again");
      connectLater();
    }
  }

  private void heartbeat(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
      return;
    }
    UplinkSession current = session;
    if (current == null) {
      return;
    }
    if (current.silentNanos(System.nanoTime()) > settings.silence().toNanos()) {
      log.warn("gatherer said nothing for {} s", settings.silence().toSeconds());
      current.close();
    } else if (welcomed) {
      current.send(new Frame.Ping(System.nanoTime()));
    }
  }

  private void received(Frame frame) {
    switch (frame) {
      case Frame.Welcome welcome -> onWelcome(welcome);
      case Frame.Described described -> onDescribed(described);
      case Frame.Opened opened -> onOpened(opened);
      case Frame.Settled settled -> onSettled(settled);
      case Frame.Credit credit -> {
        TableLink table = known(tables, credit.table());
        if (table != null) {
          table.grant(credit.bytes());
          pump(table);
        }
      }
      case Frame.Ping ping -> say(new Frame.Pong(ping.nonce(), System.currentTimeMillis()));
      case Frame.Pong pong -> {}
      case Frame.Goodbye goodbye -> onGoodbye(goodbye);
      case Frame.Hello hello -> unexpected(hello);
      case Frame.Ensure ensure -> unexpected(ensure);
      case Frame.DeclareLayout layout -> unexpected(layout);
      case Frame.Open open -> unexpected(open);
      case Frame.Rows rows -> unexpected(rows);
      case Frame.Renew renew -> unexpected(renew);
    }
  }

  private void unexpected(Frame frame) {
    broken("a gatherer never sends " + frame.getClass().getSimpleName());
  }

  /** What a handle of the gatherer's names, or null and a closed connection. */
  private <T> @Nullable T known(List<T> handles, int handle) {
    if (handle < 1 || handle > handles.size()) {
      broken("handle " + handle + " was never given");
      return null;
    }
    return handles.get(handle - 1);
  }

  private void broken(String what) {
    log.error("the gatherer broke the protocol: {}", what);
    say(new Frame.Goodbye(GoodbyeReason.VIOLATION, what));
    closeSession();
  }

  private void onWelcome(Frame.Welcome welcome) {
    UplinkSession current = session;
    if (current == null) {
      return;
    }
    current.welcomed(welcome.limits());
    welcomed = true;
    limits = welcome.limits();
    complained = false;
    reconnect.reset();
    log.info("connected to gatherer {}", welcome.gatherer());
    events.welcomed(welcome.limits());
    tables.forEach(this::ensure);
  }

  private void onDescribed(Frame.Described described) {
    TableLink table = known(tables, described.table());
    if (table == null) {
      return;
    }
    switch (described.answer()) {
      case TableAnswer.Columns columns -> {
        boolean first = !table.isDescribed();
        table.described();
        events.described(table, columns);
        if (first) {
          table.streams().forEach(this::open);
        }
        pump(table);
      }
      case TableAnswer.Unfit unfit -> events.unfit(table, unfit.message());
      case TableAnswer.Later later -> {
        if (table.asksAgain()) {
          log.warn("{}", later.message());
          laterInThisSession(
              later.afterMillis(),
              () -> {
                table.askedAgain();
                ensure(table);
              });
        }
      }
    }
  }

  private void onOpened(Frame.Opened opened) {
    StreamLink stream = known(streams, opened.stream());
    if (stream == null) {
      return;
    }
    switch (opened.answer()) {
      case OpenAnswer.Resume resume -> {
        stream.opened();
        pump(stream.table());
      }
      case OpenAnswer.Fenced fenced ->
          events.failed(
              FailureCode.PARTITION_TAKEN.line(
                  "partition "
                      + stream.partition()
                      + " of topic "
                      + stream.topic()
                      + " was taken over by a writer of epoch "
                      + fenced.highestEpoch()));
      case OpenAnswer.Denied denied ->
          events.failed(FailureCode.PARTITION_TAKEN.line(denied.message()));
      case OpenAnswer.Later later -> {
        log.warn("{}", later.message());
        laterInThisSession(later.afterMillis(), () -> open(stream));
      }
    }
  }

  private void onSettled(Frame.Settled settled) {
    StreamLink stream = known(streams, settled.stream());
    if (stream == null) {
      return;
    }
    BatchQueue batches = stream.table().batches();
    if (settled.verdict() instanceof Verdict.Deferred deferred) {
      events.deferred(deferred);
      Runnable again = batches.deferred(settled.stream(), settled.sequence());
      if (again != null) {
        if (deferrals++ == 0) {
          log.warn("the gatherer defers batches: {}", deferred.message());
        }
        vertx.setTimer(
            Math.max(1, deferred.afterMillis()),
            timer -> {
              again.run();
              tables.forEach(this::pump);
            });
      }
      return;
    }
    Batch batch = batches.settled(settled.stream(), settled.sequence());
    if (batch != null) {
      deferrals = 0;
      events.settled(batch, settled.verdict());
      pump(stream.table());
    }
  }

  private void onGoodbye(Frame.Goodbye goodbye) {
    switch (goodbye.reason()) {
      case SHUTDOWN, BUSY, SILENCE -> log.info("gatherer says goodbye: {}", goodbye.message());
      case UNAUTHORIZED, VERSION, VIOLATION ->
          events.failed(
              FailureCode.GATHERER_REFUSES.line(
                  "gatherer " + gatherers() + " refuses this connector: " + goodbye.message()));
    }
  }

  /** A question that a new session asks by itself must not be asked twice. */
  private void laterInThisSession(int millis, Runnable ask) {
    UplinkSession at = session;
    vertx.setTimer(
        Math.max(1, millis),
        timer -> {
          if (session == at) {
            ask.run();
          }
        });
  }

  private void ensure(TableLink table) {
    if (welcomed) {
      say(new Frame.Ensure(table.handle(), table.role(), table.definition()));
    }
  }

  private void open(StreamLink stream) {
    TableLink table = stream.table();
    if (welcomed && table.isDescribed() && !stream.isAbandoned()) {
      say(
          new Frame.Open(
              stream.handle(),
              table.handle(),
              stream.topic(),
              stream.partition(),
              stream.run(),
              EPOCH,
              stream.from()));
    }
  }

  private void closeSession() {
    UplinkSession current = session;
    if (current != null) {
      current.close();
    }
  }

  private void say(Frame frame) {
    UplinkSession current = session;
    if (current != null) {
      current.send(frame);
    }
  }

  private void pump(TableLink table) {
    UplinkSession current = session;
    if (current == null || !welcomed || !table.isDescribed()) {
      return;
    }
    BatchQueue batches = table.batches();
    boolean sent = false;
    for (Batch batch = batches.head();
        batch != null
            && batch.stream().isOpened()
            && table.affords(batch)
            && batches.inFlightCount() < MAX_IN_FLIGHT;
        batch = batches.head()) {
      if (current.isFull(() -> tables.forEach(this::pump))) {
        break;
      }
      send(current, table, batch);
      sent = true;
    }
    if (sent) {
      events.moved();
    }
  }

  private void send(UplinkSession current, TableLink table, Batch batch) {
    if (table.mustDeclare(batch.layout().fingerprint())) {
      current.send(new Frame.DeclareLayout(table.handle(), batch.layout().layout()));
    }
    long sequence = table.batches().sendHead();
    table.spend(batch);
    current.send(
        new Frame.Rows(
            batch.stream().handle(),
            sequence,
            batch.layout().fingerprint(),
            batch.firstOffset(),
            batch.lastOffset(),
            batch.rowCount(),
            batch.kind(),
            Compression.NONE,
            batch.payload()));
  }
}
