package io.tributary.load.model;

import io.tributary.connector.claim.CommitPoint;
import org.jspecify.annotations.Nullable;

/** A connector's polling thread: its membership, its commits (D-2), and what it reads. */
final class PollingThread {
  private final World world;
  private final ConnectorActor connector;
  private int member;
  private int generation;
  private boolean joining;
  private boolean mustJoin;

  /** Generation of the last commit without an answer. */
  private int unknownGeneration = -1;

  private @Nullable Commit commit;

  /** Waits until nothing is under way, then ends its session, and its process if it stops. */
  private boolean leaving;

  private boolean stopping;

  PollingThread(World world, ConnectorActor connector) {
    this.world = world;
    this.connector = connector;
  }

  int member() {
    return member;
  }

  int generation() {
    return generation;
  }

  boolean awaits(Commit asked) {
    return asked.equals(commit);
  }

  /** Goes to some gatherer, in order. */
  void move() {
    leaving = true;
  }

  /** Ends its process in order. */
  void stop() {
    leaving = true;
    stopping = true;
  }

  void doNotStop() {
    stopping = false;
  }

  void onCommitted(Commit done) {
    commit = null;
    done.writer.onCommitted(done);
    dropRevoked(done.writer);
  }

  /** One step; false if there is nothing to do. */
  boolean step() {
    Commit current = commit;
    if (current != null) {
      return goOnCommitting(current);
    }
    if (member == 0) {
      member = world.group.join(0, 0);
      joining = true;
      return true;
    }
    if (!world.group.knows(member)) {
      world.say(() -> connector + " has lost its partitions");
      lose();
      return true;
    }
    if (goOnRevoking() || goOnJoining()) {
      return true;
    }
    return leaving ? goOnLeaving() : goOnReading();
  }

  private boolean goOnCommitting(Commit current) {
    if (world.group.isUnderWay(current) && !world.fault(Fault.COMMIT_GIVEN_UP)) {
      return false;
    }
    world.say(() -> connector + " gives up " + current);
    unknownGeneration = current.generation;
    mustJoin = !world.has(Flaw.D2_COMMIT_AFTER_UNKNOWN);
    commit = null;
    current.writer.onCommitFailed();
    dropRevoked(current.writer);
    return true;
  }

  private boolean goOnJoining() {
    if (joining) {
      int assigned = world.group.assignment(member);
      if (assigned >= 0) {
        joining = false;
        onAssigned(assigned);
        return true;
      }
    }
    if (world.group.wantsJoin(member) || (mustJoin && !joining)) {
      mustJoin = false;
      joining = true;
      world.group.join(member, owned());
      return true;
    }
    return false;
  }

  private void lose() {
    connector.forgetPartitions();
    member = 0;
    joining = false;
    mustJoin = false;
    unknownGeneration = -1;
    if (world.once(2)) {
      connector.endSession();
    }
  }

  private int owned() {
    int owned = 0;
    for (PartitionWriter writer : connector.writers) {
      if (writer != null && !writer.forgotten) {
        owned |= 1 << writer.partition;
      }
    }
    return owned;
  }

  private void onAssigned(int assigned) {
    generation = world.group.generation();
    for (int p = 0; p < World.PARTITIONS; p++) {
      boolean mine = (assigned >> p & 1) != 0;
      PartitionWriter writer = connector.writers[p];
      if (mine && writer == null) {
        Committed last = world.group.committed(p);
        world.say(() -> connector + " is assigned p" + last);
        connector.writers[p] = new PartitionWriter(world, connector, p, last);
      } else if (!mine && writer != null) {
        world.say(() -> connector + " has " + writer.partition + " revoked");
        if (world.has(Flaw.D2_COMMIT_REVOKED)) {
          writer.forgotten = true;
          mustJoin = true;
        } else {
          writer.revoked = true;
          writer.draining = true;
        }
      }
    }
  }

  /** Commits what is revoked and lets go of it; true while there is something revoked. */
  private boolean goOnRevoking() {
    for (PartitionWriter writer : connector.writers) {
      if (writer == null || !writer.revoked) {
        continue;
      }
      boolean open = writer.phase == PartitionWriter.Phase.OPEN;
      boolean giveUp = world.once(4);
      if (open && mayCommit() && (writer.isDrained() || giveUp)) {
        commit(writer, writer.handOver());
      } else if (!open || giveUp) {
        drop(writer);
      }
      return true;
    }
    return false;
  }

  private void dropRevoked(PartitionWriter writer) {
    if (writer.revoked) {
      drop(writer);
    }
  }

  private void drop(PartitionWriter writer) {
    if (writer.equals(connector.writers[writer.partition])) {
      connector.writers[writer.partition] = null;
      mustJoin = true;
    }
  }

  private boolean goOnLeaving() {
    boolean giveUp = world.once(16) || world.calm;
    boolean allReleased = true;
    for (PartitionWriter writer : connector.writers) {
      if (writer != null && writer.phase == PartitionWriter.Phase.OPEN) {
        writer.draining = true;
        allReleased &= writer.isHandedOver() || (!stopping && writer.isDrained());
        if (stopping && !writer.isHandedOver() && writer.isDrained() && mayCommit()) {
          commit(writer, writer.handOver());
          writer.handedOver();
          return true;
        }
      }
    }
    if (!allReleased && !giveUp) {
      return false;
    }
    leaving = false;
    connector.endSession();
    if (stopping) {
      world.say(() -> connector + " stops in order");
      world.group.leave(member);
      connector.end();
    }
    return true;
  }

  private boolean goOnReading() {
    int first = world.random.nextInt(World.PARTITIONS);
    for (int i = 0; i < World.PARTITIONS; i++) {
      PartitionWriter writer = connector.writers[(first + i) % World.PARTITIONS];
      if (writer != null && goOnReading(writer)) {
        return true;
      }
    }
    return false;
  }

  private boolean goOnReading(PartitionWriter writer) {
    return switch (writer.phase) {
      case CLAIMING -> false;
      case UNCLAIMED -> claim(writer);
      case CLAIMED -> false;
      case ASKED -> writer.poll();
      case OPEN -> {
        if (writer.poll()) {
          yield true;
        }
        if (writer.isAtUntil()) {
          yield claim(writer);
        }
        yield mayCommit() && writer.isCommitDue() && commit(writer, writer.now());
      }
    };
  }

  private boolean claim(PartitionWriter writer) {
    if (world.has(Flaw.D4_CLAIM_NOT_COMMITTED)) {
      writer.claim();
      writer.claimed();
      return true;
    }
    return mayCommit() && commit(writer, writer.claim());
  }

  /** A late commit of this generation could still be handled after the next one (D-2). */
  private boolean mayCommit() {
    return generation > unknownGeneration || world.has(Flaw.D2_COMMIT_AFTER_UNKNOWN);
  }

  private boolean commit(PartitionWriter writer, CommitPoint point) {
    Commit made = new Commit(writer, (int) point.offset(), point.mark());
    commit = made;
    world.say(() -> made + " is sent");
    world.group.send(made);
    return true;
  }
}
