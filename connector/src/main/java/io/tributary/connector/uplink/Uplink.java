package io.tributary.connector.uplink;

import io.tributary.connector.claim.ServerTime;
import io.tributary.connector.telemetry.PipelineMeters;
import io.tributary.protocol.frame.Claim;
import io.tributary.protocol.frame.Compression;
import io.tributary.protocol.frame.DeliveryReport;
import io.tributary.protocol.frame.Frame;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.protocol.frame.SessionLimits;
import io.tributary.protocol.frame.TableAnswer;
import io.tributary.protocol.frame.TableRole;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.table.TableDefinition;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries claims and batches to a gatherer and the answers back, over one session after the other.
 *
 * <p>Failure semantics: a batch given to {@link #send} is kept until its final verdict arrives or
 * the session ends. With the session all its claims and batches end; nothing is settled by this
 * class on its own, and what became of those batches the next claim tells.
 *
 * <p>Thread: created and used on one event loop.
 */
public final class Uplink {
  private static final Logger log = LoggerFactory.getLogger(Uplink.class);
  // Far below what makes a gatherer stop reading, so that it always hears our pings.
  private static final int MAX_IN_FLIGHT = 4096;

  private final Vertx vertx;
  private final UplinkSettings settings;
  private final UplinkEvents events;
  private final SessionKeeper sessions;
  private final List<TableLink> tables = new ArrayList<>();
  private final List<StreamLink> streams = new ArrayList<>();
  private final ServerTime serverTime = new ServerTime();
  private final DeliveryReports reports = new DeliveryReports();
  private @Nullable SessionLimits limits;
  private UUID gatherer = new UUID(0, 0);
  private long deferrals;

  /**
   * @param table whose gatherer is wanted
   */
  public Uplink(Vertx vertx, UplinkSettings settings, String table, UplinkEvents events) {
    this.vertx = vertx;
    this.settings = settings;
    this.events = events;
    this.sessions =
        new SessionKeeper(
            vertx,
            settings,
            new GathererRing(settings.gatherers(), table),
            new SessionKeeper.Hooks(
                this::onWelcome,
                this::received,
                this::lost,
                events::betterGathererAnswers,
                events::failed));
  }

  /** Starts to connect, and to stay connected. */
  public void start() {
    sessions.start();
  }

  /** True while a gatherer listens to us. */
  public boolean isConnected() {
    return sessions.isWelcomed();
  }

  /** The addresses, for messages. */
  public String gatherers() {
    return settings.addresses();
  }

  /**
   * Ends the session and begins another one, with the best gatherer that answers. What has no
   * verdict is lost to it as with any session.
   */
  public void reconnect() {
    sessions.renew();
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

  /** Incarnation of the gatherer that listens. */
  public UUID gatherer() {
    return gatherer;
  }

  /** What is known of ClickHouse's clock in this session. */
  public ServerTime serverTime() {
    return serverTime;
  }

  /**
   * Claims a partition in this session; batches may be given at once and wait until the claim
   * holds.
   */
  public StreamLink open(TableLink table, Claim claim) {
    StreamLink stream = new StreamLink(table, streams.size() + 1, claim);
    SessionLimits bounds = limits;
    if (bounds != null && sessions.isWelcomed() && streams.size() >= bounds.maxStreams()) {
      // A session never forgets a handle; the next one begins with those that are still in use.
      sessions.renew();
      return stream;
    }
    streams.add(stream);
    table.streams().add(stream);
    open(stream);
    return stream;
  }

  /** Says how long inserts with rows of these claims may begin, by ClickHouse's clock. */
  public void renew(List<StreamLink> writers, long validUntilMillis) {
    for (StreamLink stream : writers) {
      if (stream.isOpened() && !stream.isAbandoned()) {
        sessions.say(new Frame.Renew(stream.handle(), validUntilMillis));
        stream.renewed();
      }
    }
    sessions.ping();
    tables.forEach(this::pump);
  }

  /** The claims of a partition in this session that were not given up. */
  public List<StreamLink> streamsOf(int partition) {
    return streams.stream()
        .filter(stream -> stream.partition() == partition && !stream.isAbandoned())
        .toList();
  }

  /** The claim is given up: its waiting batches are dropped, later verdicts mean nothing. */
  public void abandon(StreamLink stream) {
    stream.abandon();
    stream.table().batches().dropWaiting(batch -> batch.stream() == stream);
  }

  /** Sends the batch as soon as there is a session, a claim and credit. */
  public void send(Batch batch) {
    BatchTrail.sealed(batch);
    batch.stream().table().batches().add(batch);
    pump(batch.stream().table());
  }

  /** Tells the gatherer what is settled, now or in the next session. */
  public void report(TableLink table, DeliveryReport report) {
    reports.add(new Frame.Delivered(table.handle(), report));
    sendReports(table);
  }

  private void sendReports(TableLink table) {
    if (sessions.isWelcomed() && table.isDescribed()) {
      reports.send(table.handle(), System.nanoTime()).forEach(sessions::say);
    }
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
    if (!sessions.isWelcomed()) {
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
    return sessions.close();
  }

  private void lost() {
    serverTime.forget();
    reports.sessionLost();
    tables.forEach(TableLink::sessionLost);
    streams.clear();
    events.disconnected();
  }

  private void received(Frame frame) {
    switch (frame) {
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
      case Frame.Pong pong -> {
        reports.arrived(pong.nonce());
        if (pong.serverTimeMillis() > 0) {
          serverTime.heard(pong.serverTimeMillis(), System.nanoTime());
        }
      }
      case Frame.Hello hello -> unexpected(hello);
      case Frame.Ensure ensure -> unexpected(ensure);
      case Frame.DeclareLayout layout -> unexpected(layout);
      case Frame.Open open -> unexpected(open);
      case Frame.Rows rows -> unexpected(rows);
      case Frame.Renew renew -> unexpected(renew);
      case Frame.Delivered delivered -> unexpected(delivered);
      case Frame.Welcome welcome -> unexpected(welcome);
      case Frame.Ping ping -> unexpected(ping);
      case Frame.Goodbye goodbye -> unexpected(goodbye);
    }
  }

  private void unexpected(Frame frame) {
    sessions.broken("a gatherer never sends " + frame.getClass().getSimpleName());
  }

  /** What a handle of the gatherer's names, or null and a closed connection. */
  private <T> @Nullable T known(List<T> handles, int handle) {
    if (handle < 1 || handle > handles.size()) {
      sessions.broken("handle " + handle + " was never given");
      return null;
    }
    return handles.get(handle - 1);
  }

  private void onWelcome(Frame.Welcome welcome) {
    gatherer = welcome.incarnation();
    limits = welcome.limits();
    events.welcomed(welcome.limits());
    sessions.ping();
    tables.forEach(this::ensure);
  }

  private void onDescribed(Frame.Described described) {
    TableLink table = known(tables, described.table());
    if (table == null) {
      return;
    }
    switch (described.answer()) {
      case TableAnswer.Columns columns -> {
        sessions.useful();
        boolean first = !table.isDescribed();
        table.described();
        events.described(table, columns);
        if (first) {
          table.streams().forEach(this::open);
          sendReports(table);
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
    if (stream.isAbandoned()) {
      return;
    }
    if (opened.answer() instanceof OpenAnswer.Resume) {
      stream.opened();
    }
    events.opened(stream, opened.answer());
    pump(stream.table());
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
    BatchQueue.Judged judged = batches.settled(settled.stream(), settled.sequence());
    if (judged != null) {
      deferrals = 0;
      BatchTrail.answered(judged.batch(), settled.sequence(), settled.verdict());
      events.settled(judged.batch(), settled.verdict(), System.nanoTime() - judged.sentNanos());
      pump(stream.table());
    }
  }

  /** A question that a new session asks by itself must not be asked twice. */
  private void laterInThisSession(int millis, Runnable ask) {
    UplinkSession at = sessions.session();
    vertx.setTimer(
        Math.max(1, millis),
        timer -> {
          if (sessions.session() == at) {
            ask.run();
          }
        });
  }

  private void ensure(TableLink table) {
    if (sessions.isWelcomed()) {
      sessions.say(new Frame.Ensure(table.handle(), table.role(), table.definition()));
    }
  }

  private void open(StreamLink stream) {
    TableLink table = stream.table();
    if (sessions.isWelcomed() && table.isDescribed() && !stream.isAbandoned()) {
      sessions.say(new Frame.Open(stream.handle(), table.handle(), stream.claim()));
    }
  }

  private void pump(TableLink table) {
    UplinkSession current = sessions.session();
    if (current == null || !sessions.isWelcomed() || !table.isDescribed()) {
      return;
    }
    BatchQueue batches = table.batches();
    boolean sent = false;
    for (Batch batch = batches.head();
        batch != null
            && batch.stream().isReady()
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
    long sequence = table.batches().sendHead(System.nanoTime());
    table.spend(batch);
    BatchTrail.sent(batch, sequence, gatherer);
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
