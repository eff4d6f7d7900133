package io.tributary.gatherer.spool;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What an opening finds on a disk, without any thread. */
record Reopened(SpoolState state, Recovered recovered, List<SpoolEntry> entries) {
  static Reopened of(Disk disk) throws IOException, SpoolException {
    return of(disk, SpoolRun.SETTINGS);
  }

  static Reopened of(Disk disk, SpoolSettings settings) throws IOException, SpoolException {
    SpoolState state = new SpoolState(settings);
    Recovered recovered = Recovery.run(disk, settings, state, InstantSource.fixed(SpoolRun.NOW));
    SegmentReader reader =
        new SegmentReader(
            disk, new SpoolFolder(settings.folder()), recovered.opened().identity(), state);
    List<SpoolEntry> entries = new ArrayList<>();
    long incarnation = recovered.opened().incarnation();
    for (Position at = state.nextUnsettled(null, incarnation);
        at != null;
        at = state.nextUnsettled(at, incarnation)) {
      entries.add(reader.read(at));
    }
    return new Reopened(state, recovered, entries);
  }

  List<String> texts() {
    return entries.stream().map(SpoolRun::text).toList();
  }
}
