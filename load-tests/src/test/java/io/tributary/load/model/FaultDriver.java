package io.tributary.load.model;

/** Lets happen what happens by itself. */
final class FaultDriver {
  private final World world;

  FaultDriver(World world) {
    this.world = world;
  }

  void maybe() {
    Fault fault = Fault.SPONTANEOUS[world.random.nextInt(Fault.SPONTANEOUS.length)];
    ConnectorActor connector = world.connectors.get(world.random.nextInt(world.connectors.size()));
    GathererActor gatherer = world.gatherers.get(world.random.nextInt(world.gatherers.size()));
    if (world.once(3)) {
      connector.goOn();
      gatherer.goOn();
    }
    // A few of each kind are enough for a schedule of some hundred steps.
    if (!world.fault(fault, 3)) {
      return;
    }
    switch (fault) {
      case CONNECTOR_CRASHES -> connector.crash();
      case GATHERER_CRASHES -> gatherer.crash();
      case CONNECTOR_PAUSES -> {
        world.say(() -> connector + " is paused");
        connector.paused = true;
      }
      case GATHERER_PAUSES -> {
        world.say(() -> gatherer + " is paused");
        gatherer.paused = true;
      }
      case SESSION_BREAKS -> connector.breakSession();
      case MEMBER_EVICTED -> world.group.evictOne();
      case REBALANCE -> world.group.rebalance();
      case CONNECTOR_STOPS_IN_ORDER -> connector.stop();
      case CONNECTOR_MOVES -> connector.move();
      case CLOCK_JUMPS -> world.clickHouse.jump();
      case TIME_PASSES -> world.now += World.LEASE;
      case EVERYBODY_EVICTED -> world.group.evictAll();
      case OFFSETS_REWOUND -> {
        everybodyIsGone();
        world.group.rewind();
      }
      case GROUP_DELETED -> {
        everybodyIsGone();
        world.now += World.LEASE + 1;
        world.group.delete();
      }
      case COMMIT_AT_ITS_WORST,
          COMMIT_SLOW,
          COMMIT_LOST,
          COMMIT_ANSWER_LOST,
          COMMIT_GIVEN_UP,
          INSERT_SLOW,
          INSERT_LOST,
          INSERT_FAILS,
          INSERT_ANSWER_LOST,
          INSERT_GIVEN_UP ->
          throw new IllegalStateException(fault.toString());
    }
  }

  /** No member is left, though some of their processes may only be paused. */
  private void everybodyIsGone() {
    for (ConnectorActor connector : world.connectors) {
      if (world.once(2)) {
        connector.crash();
      } else {
        connector.paused = true;
      }
    }
    world.group.evictAll();
  }
}
