package io.tributary.sandbox.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final Credentials ASKED = new Credentials("default", "secret");
  private static final MultiMap NONE = MultiMap.caseInsensitiveMultiMap();

  private static MultiMap of(String key, String value) {
    return MultiMap.caseInsensitiveMultiMap().add(key, value);
  }

  @Test
  void withoutPasswordEverybodyMayEnter() {
    assertNull(new Credentials("default", "").check(of("user", "x"), NONE));
  }

  @Test
  void urlKeyAndBasicAreAccepted() {
    assertNull(ASKED.check(of("password", "secret"), NONE));
    assertNull(ASKED.check(NONE, of("X-ClickHouse-Key", "secret")));
    assertNull(ASKED.check(NONE, of("Authorization", "Basic ZGVmYXVsdDpzZWNyZXQ=")));
  }

  @Test
  void wrongOnesAreRefused() {
    assertNotNull(ASKED.check(NONE, NONE));
    assertNotNull(ASKED.check(of("password", "secret").add("user", "other"), NONE));
    assertNotNull(ASKED.check(NONE, of("X-ClickHouse-Key", "wrong")));
    var refusal = ASKED.check(NONE, of("Authorization", "Basic !"));
    assertNotNull(refusal);
    assertEquals(516, refusal.code());
  }

  @Test
  void passwordIsNotPrinted() {
    assertFalse(ASKED.toString().contains("secret"));
  }
}
