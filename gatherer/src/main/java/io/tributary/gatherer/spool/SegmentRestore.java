package io.tributary.gatherer.spool;

import java.util.Optional;
import java.util.function.Predicate;

/** Takes what is found in a segment into the state. */
final class SegmentRestore implements SegmentScan.Visitor {
  private final SpoolState state;
  private final RecoveredRequests requests;
  private final Segment segment;
  private final boolean takesKeys;
  private final Predicate<KeyedAnswer> fresh;

  /**
   * @param takesKeys false if a file has the segment's keys
   * @param fresh which keys are still of use
   */
  SegmentRestore(
      SpoolState state,
      RecoveredRequests requests,
      Position first,
      boolean takesKeys,
      Predicate<KeyedAnswer> fresh) {
    this.state = state;
    this.requests = requests;
    this.segment = state.begin(first);
    this.takesKeys = takesKeys;
    this.fresh = fresh;
    requests.segment(first.entry());
  }

  Segment segment() {
    return segment;
  }

  @Override
  public void entry(EntryHead head, int offset, Optional<KeyedAnswer> answer) {
    segment.add(head.entry(), offset);
    boolean keyCounts = requests.found(head, segment);
    if (takesKeys && keyCounts) {
      answer.filter(fresh).ifPresent(keyed -> state.addKey(segment, keyed));
    }
  }

  @Override
  public void lost(EntryHead head) {
    requests.lost(head, segment);
  }
}
