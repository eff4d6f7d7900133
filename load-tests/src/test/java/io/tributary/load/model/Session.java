package io.tributary.load.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;

/** One connection: frames stay in order, and what is under way when it breaks may still arrive. */
final class Session {
  final ConnectorActor connector;
  final GathererActor gatherer;
  final UUID gathererUuid;
  final Deque<Frame> up = new ArrayDeque<>();
  final Deque<Frame> down = new ArrayDeque<>();
  boolean closedByConnector;
  boolean closedByGatherer;

  Session(ConnectorActor connector, GathererActor gatherer) {
    this.connector = connector;
    this.gatherer = gatherer;
    this.gathererUuid = gatherer.uuid();
  }

  void up(Frame frame) {
    if (!closedByConnector && !closedByGatherer) {
      up.add(frame);
    }
  }

  void down(Frame frame) {
    if (!closedByConnector && !closedByGatherer) {
      down.add(frame);
    }
  }

  /** The connector is gone; the first {@code arriving} frames of what it sent still arrive. */
  void closeByConnector(int arriving) {
    closedByConnector = true;
    down.clear();
    keep(up, arriving);
  }

  /** The gatherer is gone; the first {@code arriving} frames of what it sent still arrive. */
  void closeByGatherer(int arriving) {
    closedByGatherer = true;
    up.clear();
    keep(down, arriving);
  }

  private static void keep(Deque<Frame> frames, int first) {
    while (frames.size() > first) {
      frames.removeLast();
    }
  }
}
