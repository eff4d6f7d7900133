package io.tributary.gatherer.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.protocol.audit.HeldOffsets;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OffsetSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldSearchTest {
  @Test
  void offsetsAreReadAsRangesAndSingleOnes() {
    assertEquals(
        OffsetSet.of(List.of(new OffsetRange(40, 44), new OffsetRange(60, 60))),
        HeldSearch.offsets("40-44,60"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "5-",
        "-5",
        "5-4",
        "1-2-3",
        "0-4194304",
        "0-9223372036854775807",
        "0-4000000,5000000-9000000",
        "0-4) OR (1=1"
      })
  void anythingElseIsRefused(String text) {
    assertThrows(RuntimeException.class, () -> HeldSearch.offsets(text));
  }

  @Test
  void moreRangesThanARequestMayHaveAreRefused() {
    assertEquals(HeldOffsets.MAX_ASKED_RANGES, ranges(HeldOffsets.MAX_ASKED_RANGES));
    assertThrows(IllegalArgumentException.class, () -> ranges(HeldOffsets.MAX_ASKED_RANGES + 1));
  }

  private static int ranges(int count) {
    String text =
        IntStream.range(0, count)
            .mapToObj(n -> Integer.toString(n * 2))
            .collect(Collectors.joining(","));
    return HeldSearch.offsets(text).ranges().size();
  }
}
