package io.tributary.load.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcStatTest {
  private static final String STAT =
      "4242 (a (b) c) S 1 4242 4242 0 -1 4194304 1000 0 3 0 250 50 7 8 20 0 30 0 123456 789 99";
  private static final String STATUS =
      "Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t    2048 kB\nVmRSS:\t    1024 kB\nThreads:\t30\n";

  @Test
  void userAndSystemTimeAreAddedWhateverTheNameHolds() {
    assertEquals(new ProcStat(3_000, 1 << 20, 2 << 20), ProcStat.parse(STAT, STATUS));
  }

  @Test
  void endingProcessHasNoMemory() {
    assertEquals(new ProcStat(3_000, 0, 0), ProcStat.parse(STAT, "Name:\tjava\nState:\tZ\n"));
  }

  @Test
  void thisProcessHasMemoryAndNobodyHasPidZero() {
    ProcStat own = ProcStat.of(ProcessHandle.current().pid()).orElseThrow();
    assertTrue(own.residentBytes() > 1 << 20, own.toString());
    assertTrue(own.peakResidentBytes() >= own.residentBytes(), own.toString());
    assertTrue(own.cpuMillis() > 0, own.toString());
    assertEquals(Optional.empty(), ProcStat.of(0));
  }
}
