package io.tributary.load.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A gatherer: sessions, fences (D-15), claims that wait, and inserts into two tables. */
final class GathererActor {
  private static final int ACTIONS = 5;

  final String name;
  int incarnation;
  boolean alive = true;
  boolean paused;
  int lastToken;

  private final World world;
  private final InsertLane[] lanes;
  private final int[] fences = new int[World.PARTITIONS];
  private final List<Session> sessions = new ArrayList<>();
  private final List<Takeover> takeovers = new ArrayList<>();
  private long serverTimeRead = -1;
  private long readAt;

  GathererActor(World world, String name) {
    this.world = world;
    this.name = name;
    this.incarnation = world.incarnation();
    this.lanes = new InsertLane[] {new InsertLane(world, this, 0), new InsertLane(world, this, 1)};
  }

  /** Lower bound of the server's time, negative when it has never been read. */
  long serverTime() {
    return serverTimeRead < 0 ? -1 : serverTimeRead + (world.now - readAt);
  }

  /** Its incarnation, as marks name it. */
  UUID uuid() {
    return new UUID(0, incarnation);
  }

  int fence(int partition) {
    return fences[partition];
  }

  boolean isFenced(Stream stream) {
    return stream.epoch < fences[stream.partition];
  }

  boolean holdsEarlier(int partition, int epoch) {
    return lanes[0].holdsEarlier(partition, epoch) || lanes[1].holdsEarlier(partition, epoch);
  }

  void accept(Session session) {
    sessions.add(session);
  }

  void settle(Batch batch, Frame.Verdict verdict) {
    world.say(() -> name + " settles " + batch + ": " + verdict);
    if (verdict == Frame.Verdict.DEFERRED && world.has(Flaw.D13_NO_FILL_OF_DEFERRED)) {
      batch.stream().doubtful[batch.target()] &= ~batch.offsets();
    }
    Stream stream = batch.stream();
    stream.session.down(new Frame.Settled(batch, verdict, fences[stream.partition]));
  }

  boolean step() {
    if (!alive || paused) {
      return false;
    }
    if (serverTimeRead < 0 || world.once(40)) {
      readServerTime();
    }
    int first = world.random.nextInt(ACTIONS);
    for (int i = 0; i < ACTIONS; i++) {
      if (act((first + i) % ACTIONS)) {
        return true;
      }
    }
    return false;
  }

  private boolean act(int action) {
    return switch (action) {
      case 0, 2 -> receive();
      case 1 -> lanes[0].step();
      case 3 -> lanes[1].step();
      default -> goOnTakingOver();
    };
  }

  void crash() {
    world.say(() -> name + " crashes");
    alive = false;
    paused = false;
    incarnation = world.incarnation();
    for (Session session : sessions) {
      session.closeByGatherer(world.random.nextInt(3));
    }
    sessions.clear();
    takeovers.clear();
    lanes[0].clear();
    lanes[1].clear();
    Arrays.fill(fences, 0);
    serverTimeRead = -1;
  }

  void goOn() {
    if (!alive) {
      world.say(() -> name + " starts");
    }
    alive = true;
    paused = false;
  }

  @Override
  public String toString() {
    return name + "#" + incarnation;
  }

  private void readServerTime() {
    serverTimeRead = world.clickHouse.time();
    readAt = world.now;
  }

  private boolean goOnTakingOver() {
    if (takeovers.isEmpty()) {
      return false;
    }
    Takeover takeover = takeovers.get(world.random.nextInt(takeovers.size()));
    if (takeover.step()) {
      takeovers.remove(takeover);
    }
    return takeover.hasMoved();
  }

  private boolean receive() {
    int count = sessions.size();
    int first = count == 0 ? 0 : world.random.nextInt(count);
    for (int i = 0; i < count; i++) {
      Session session = sessions.get((first + i) % count);
      Frame frame = session.up.poll();
      if (frame != null) {
        on(session, frame);
        return true;
      }
      if (session.closedByConnector) {
        return sessions.remove(session);
      }
    }
    return false;
  }

  private void on(Session session, Frame frame) {
    switch (frame) {
      case Frame.Open open -> open(open);
      case Frame.Rows rows -> rows(rows.batch());
      case Frame.Renew renew -> {
        Stream stream = renew.stream();
        stream.validUntil = Math.max(stream.validUntil, renew.validUntil());
        world.say(
            () ->
                "%s may insert %s until t=%d, it is %d"
                    .formatted(name, stream, stream.validUntil, serverTime()));
      }
      case Frame.Ping _ -> session.down(new Frame.Pong(serverTime()));
      case Frame.Resume _, Frame.Fenced _, Frame.Settled _, Frame.Pong _ ->
          throw new IllegalStateException(frame.toString());
    }
  }

  private void open(Frame.Open open) {
    Stream stream = open.stream();
    int fence = fences[stream.partition];
    boolean moved = world.has(Flaw.D5_MOVE_WITHOUT_CLAIM) && stream.epoch == fence;
    if (stream.epoch <= fence && !moved) {
      world.say(() -> name + " fences " + stream + " by " + fence);
      stream.session.down(new Frame.Fenced(stream, fence));
      return;
    }
    world.say(() -> name + " is asked for " + stream + ", " + open.predecessor());
    fences[stream.partition] = stream.epoch;
    lanes[0].fence();
    lanes[1].fence();
    takeovers.add(new Takeover(world, this, open));
  }

  private void rows(Batch batch) {
    Stream stream = batch.stream();
    if (isFenced(stream) && !world.has(Flaw.D15_ACCEPT_FENCED)) {
      settle(batch, Frame.Verdict.FENCED);
    } else if (!stream.open && !world.has(Flaw.D4_ROWS_BEFORE_ANSWER)) {
      throw new IllegalStateException("rows of " + stream + ", which is not open");
    } else {
      lanes[batch.target()].add(batch);
    }
  }
}
