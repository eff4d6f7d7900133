package io.tributary.load.fault;

import io.tributary.load.fault.TcpProxy.Direction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a network does to connections at one moment.
 *
 * @param cut no connection lives
 * @param delay that every byte takes
 * @param dropped directions whose bytes never arrive
 */
record NetworkState(boolean cut, Duration delay, Set<Direction> dropped) {
  static final NetworkState HEALTHY = new NetworkState(false, Duration.ZERO, Set.of());

  NetworkState {
    dropped = Set.copyOf(dropped);
  }

  NetworkState withCut() {
    return new NetworkState(true, delay, dropped);
  }

  NetworkState withDelay(Duration time) {
    return new NetworkState(cut, time, dropped);
  }

  NetworkState withDropped(Direction direction) {
    Set<Direction> more = EnumSet.of(direction);
    more.addAll(dropped);
    return new NetworkState(cut, delay, more);
  }
}
