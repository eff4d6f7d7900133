package io.tributary.load.model;

import io.tributary.protocol.frame.Predecessor;

/** A claim that waits for its answer (D-9, D-10). */
final class Takeover {
  private final World world;
  private final GathererActor gatherer;
  private final Frame.Open open;
  private final Stream stream;

  /** Server time that has to pass, negative while it is not known. */
  private long waitUntil = -1;

  private boolean waited;
  private boolean timePassed;
  private boolean listEmpty;
  private int held = -1;
  private boolean moved;

  Takeover(World world, GathererActor gatherer, Frame.Open open) {
    this.world = world;
    this.gatherer = gatherer;
    this.open = open;
    this.stream = open.stream();
    if (world.has(Flaw.D10_LOOK_TOO_EARLY)) {
      look();
    }
  }

  /** The last step was not one of waiting in vain. */
  boolean hasMoved() {
    return moved;
  }

  /** Goes on; true when it is answered. */
  boolean step() {
    moved = true;
    if (stream.session.closedByConnector) {
      return true;
    }
    if (gatherer.isFenced(stream)) {
      stream.session.down(new Frame.Fenced(stream, gatherer.fence(stream.partition)));
      return true;
    }
    if (!waited) {
      long before = waitUntil;
      waited = goOnWaiting();
      moved = waited || timePassed || before != waitUntil;
      return false;
    }
    if (held < 0) {
      look();
      return false;
    }
    int until = 31;
    if (world.once(6)) {
      until = (int) open.from() + 1 + world.random.nextInt(4);
      held &= Offsets.below(until);
    }
    int answered = until;
    world.say(() -> gatherer + " answers " + stream + " " + Offsets.text(held) + ".." + answered);
    stream.open = true;
    stream.session.down(new Frame.Resume(stream, held, until));
    return true;
  }

  private boolean goOnWaiting() {
    return switch (open.predecessor()) {
      case Predecessor.None _ ->
          world.has(Flaw.D9_RUNNING_IGNORED_WITHOUT_COMMIT) || !runsEarlier();
      case Predecessor.Released _ -> true;
      case Predecessor.Held by ->
          by.gatherer().equals(gatherer.uuid()) ? ownHasEnded() : leaseIsOver();
      case Predecessor.Unsure _ -> leaseIsOver();
    };
  }

  private boolean ownHasEnded() {
    return world.has(Flaw.D9_OWN_INSERT_IGNORED)
        || !gatherer.holdsEarlier(stream.partition, stream.epoch);
  }

  private boolean leaseIsOver() {
    if (waitUntil < 0) {
      long time =
          world.has(Flaw.D9_TIME_FROM_BEFORE)
              ? Math.max(0, gatherer.serverTime())
              : world.clickHouse.time();
      waitUntil = time + World.LEASE;
      return world.has(Flaw.D9_NO_WAIT) && !runsEarlier();
    }
    if (world.has(Flaw.D9_LIST_BEFORE_TIME)) {
      listEmpty |= !runsEarlier();
      return listEmpty && world.clickHouse.time() > waitUntil;
    }
    if (!timePassed) {
      timePassed = world.clickHouse.time() > waitUntil;
      return timePassed && world.has(Flaw.D9_RUNNING_IGNORED);
    }
    return !runsEarlier();
  }

  /** Epochs start again when an operator resets offsets: they do not tell who is earlier. */
  private boolean runsEarlier() {
    int below = world.has(Flaw.D9_RUNNING_BY_EPOCH) ? stream.epoch : Integer.MAX_VALUE;
    return world.clickHouse.runsEarlier(stream.partition, below);
  }

  private void look() {
    held =
        world.has(Flaw.D10_NO_LOOK_AT_QUARANTINE)
            ? world.clickHouse.inTable(stream.partition)
            : world.clickHouse.held(stream.partition);
    held &= ~Offsets.below((int) open.from());
  }
}
