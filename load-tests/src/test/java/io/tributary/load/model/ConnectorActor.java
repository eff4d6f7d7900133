package io.tributary.load.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A connector: a member of the group (D-2), its session with one gatherer, a writer each. */
final class ConnectorActor {
  private static final int ACTIONS = 3;

  final String name;
  boolean alive = true;
  boolean paused;

  /** Those of the partitions it owns. */
  final @Nullable PartitionWriter[] writers = new @Nullable PartitionWriter[World.PARTITIONS];

  private final World world;
  private PollingThread polling;
  private @Nullable Session session;
  private long serverTimeRead = -1;
  private long readAt;

  /** A Ping has no answer yet. */
  private boolean asked;

  ConnectorActor(World world, String name) {
    this.world = world;
    this.name = name;
    this.polling = new PollingThread(world, this);
  }

  int member() {
    return polling.member();
  }

  int generation() {
    return polling.generation();
  }

  boolean isMember(int id) {
    return alive && polling.member() == id;
  }

  @Nullable Session session() {
    return session;
  }

  boolean awaits(Commit asked) {
    return alive && polling.awaits(asked);
  }

  /** Lower bound of the server's time, negative when no Pong has told it. */
  long serverTime() {
    return serverTimeRead < 0 ? -1 : serverTimeRead + (world.now - readAt);
  }

  boolean step() {
    if (!alive || paused) {
      return false;
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
      case 0 -> polling.step();
      case 1 -> receive();
      default -> send();
    };
  }

  void crash() {
    world.say(() -> name + " crashes");
    end();
  }

  void goOn() {
    if (!alive) {
      world.say(() -> name + " starts");
    }
    alive = true;
    paused = false;
    if (world.calm) {
      polling.doNotStop();
    }
  }

  /** Goes to some gatherer, in order. */
  void move() {
    if (alive) {
      polling.move();
    }
  }

  /** Ends its process in order. */
  void stop() {
    if (alive) {
      polling.stop();
    }
  }

  void breakSession() {
    world.say(() -> "session of " + name + " breaks");
    endSession();
  }

  void onCommitted(Commit done) {
    polling.onCommitted(done);
  }

  @Override
  public String toString() {
    return name;
  }

  /** The process is gone. */
  void end() {
    endSession();
    alive = false;
    paused = false;
    forgetPartitions();
    polling = new PollingThread(world, this);
    serverTimeRead = -1;
  }

  /** Some of what was sent still arrives. */
  void endSession() {
    Session ended = session;
    if (ended == null) {
      return;
    }
    ended.closeByConnector(world.random.nextInt(ended.up.size() + 1));
    session = null;
    for (PartitionWriter writer : writers) {
      if (writer != null) {
        writer.unclaim();
      }
    }
  }

  void forgetPartitions() {
    Arrays.fill(writers, null);
  }

  private boolean receive() {
    Session current = session;
    if (current == null) {
      GathererActor gatherer = world.gatherers.get(world.random.nextInt(world.gatherers.size()));
      if (gatherer.alive) {
        Session made = new Session(this, gatherer);
        session = made;
        gatherer.accept(made);
        made.up(new Frame.Ping());
        asked = true;
      }
      return gatherer.alive;
    }
    Frame frame = current.down.poll();
    if (frame != null) {
      on(frame);
    } else if (current.closedByGatherer) {
      endSession();
    }
    return frame != null || current.closedByGatherer;
  }

  private void on(Frame frame) {
    switch (frame) {
      case Frame.Resume resume -> {
        PartitionWriter writer = writers[resume.stream().partition];
        if (writer != null) {
          writer.on(resume);
        }
      }
      case Frame.Fenced fenced -> {
        PartitionWriter writer = writers[fenced.stream().partition];
        if (writer != null) {
          writer.onFenced(fenced.stream(), fenced.highestEpoch());
        }
      }
      case Frame.Settled settled -> {
        PartitionWriter writer = writers[settled.batch().stream().partition];
        if (writer != null) {
          writer.on(settled);
        }
      }
      case Frame.Pong pong -> {
        asked = false;
        if (pong.serverTime() >= 0) {
          serverTimeRead = Math.max(pong.serverTime(), serverTime());
          readAt = world.now;
        }
      }
      case Frame.Open _, Frame.Rows _, Frame.Renew _, Frame.Ping _ ->
          throw new IllegalStateException(frame.toString());
    }
  }

  private boolean send() {
    Session current = session;
    int first = world.random.nextInt(World.PARTITIONS);
    for (int i = 0; i < World.PARTITIONS && current != null; i++) {
      PartitionWriter writer = writers[(first + i) % World.PARTITIONS];
      if (writer != null && writer.send(current)) {
        return true;
      }
    }
    if (current != null && !asked && world.now - readAt > World.LEASE / 8) {
      asked = true;
      current.up(new Frame.Ping());
      return true;
    }
    return false;
  }
}
