package io.tributary.connector.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.service.process.StartException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StartupTest {
  private static final UUID TABLE = new UUID(1, 2);

  private final List<String> fatal = new ArrayList<>();
  private final Startup startup = new Startup("clicks", Duration.ofSeconds(30), fatal::add);

  @Test
  void failureBeforeTheTableIsKnownFailsTheStartOnly() {
    startup.failed("no such topic");
    Throwable cause = startup.described().cause();
    assertInstanceOf(StartException.class, cause);
    assertEquals("datasource clicks: no such topic", cause.getMessage());
    assertEquals(List.of(), fatal);
  }

  @Test
  void failureOfAStartedPipelineIsFatal() {
    startup.described(TABLE);
    startup.failed("the topic is gone");
    startup.failedLine("datasource clicks was replaced");
    assertTrue(startup.described().succeeded());
    assertEquals(
        List.of("datasource clicks: the topic is gone", "datasource clicks was replaced"), fatal);
  }

  @Test
  void tableIsDescribedOnce() {
    startup.described(TABLE);
    startup.described(new UUID(3, 4));
    assertEquals(TABLE, startup.described().result());
  }
}
