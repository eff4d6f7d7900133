package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;

class TopicIdentityTest {
  @Test
  void recreatedTopicHasAnotherRun() {
    assertEquals(TopicIdentity.run("cluster/topic-a"), TopicIdentity.run("cluster/topic-a"));
    assertNotEquals(TopicIdentity.run("cluster/topic-a"), TopicIdentity.run("cluster/topic-b"));
    assertNotEquals(TopicIdentity.run("cluster/topic-a"), TopicIdentity.run("other/topic-a"));
  }
}
