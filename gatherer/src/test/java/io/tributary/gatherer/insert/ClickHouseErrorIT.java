package io.tributary.gatherer.insert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.sandbox.Sandbox;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of error codes speaks of the codes that ClickHouse has. */
final class ClickHouseErrorIT {

  @Test
  void everyNameIsClickHouses() {
    String codes =
        Arrays.stream(ClickHouseError.values())
            .map(error -> Integer.toString(error.code()))
            .collect(Collectors.joining(", "));
    String names =
        Arrays.stream(ClickHouseError.values())
            .map(ClickHouseError::name)
            .collect(Collectors.joining("\n"));
    assertEquals(
        names,
        Sandbox.shared().clickHouse().query("SELECT errorCodeToName(arrayJoin([" + codes + "]))"));
  }
}
