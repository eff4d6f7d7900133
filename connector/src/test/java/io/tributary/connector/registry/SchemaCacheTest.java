package io.tributary.connector.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCacheTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void schemaUnusedForLongestMakesRoom() {
    SchemaCache cache = new SchemaCache(2, 1 << 20, Duration.ofMinutes(1));
    cache.put(1, schema(1, 10), 0);
    cache.put(2, schema(2, 10), 0);
    assertNotNull(cache.get(1, 0));
    cache.put(3, schema(3, 10), 0);
    assertNull(cache.get(2, 0));
    assertNotNull(cache.get(1, 0));
    assertNotNull(cache.get(3, Long.MAX_VALUE / 2));
  }

  @Test
  void largeSchemasMakeRoomByTheirBytes() {
    SchemaCache cache = new SchemaCache(100, 10_000, Duration.ofMinutes(1));
    cache.put(1, schema(1, 2_000), 0);
    cache.put(2, schema(2, 2_000), 0);
    assertEquals(2, cache.schemas());
    cache.put(3, schema(3, 2_000), 0);
    assertNull(cache.get(1, 0));
    assertEquals(2, cache.schemas());
    cache.put(4, schema(4, 50_000), 0);
    assertEquals(1, cache.schemas());
    assertNotNull(cache.get(4, 0));
    cache.put(5, schema(5, 100), 0);
    assertNull(cache.get(4, 0));
    assertNotNull(cache.get(5, 0));
  }

  @Test
  void sameSchemaTwiceCountsOnce() {
    SchemaCache cache = new SchemaCache(100, 10_000, Duration.ofMinutes(1));
    cache.put(2, schema(2, 2_000), 0);
    for (int i = 0; i < 10; i++) {
      cache.put(1, schema(1, 2_000), 0);
    }
    assertNotNull(cache.get(2, 0));
  }

  @Test
  void unknownSchemaIsAskedForAgainAfterTwiceTheTime() {
    SchemaCache cache = new SchemaCache(10, 1_000, Duration.ofSeconds(3));
    cache.put(7, new Lookup.NotFound("a"), 0);
    assertEquals(new Lookup.NotFound("a"), cache.get(7, SECOND - 1));
    assertNull(cache.get(7, SECOND));
    cache.put(7, new Lookup.NotFound("b"), SECOND);
    assertEquals(new Lookup.NotFound("b"), cache.get(7, 3 * SECOND - 1));
    assertNull(cache.get(7, 3 * SECOND));
    cache.put(7, new Lookup.NotFound("c"), 3 * SECOND);
    assertNotNull(cache.get(7, 6 * SECOND - 1));
    assertNull(cache.get(7, 6 * SECOND));
    cache.put(7, schema(7, 10), 6 * SECOND);
    assertNotNull(cache.get(7, 100 * SECOND));
  }

  @Test
  void unknownIdsTakeNoPlaceFromSchemas() {
    SchemaCache cache = new SchemaCache(2, 1 << 20, Duration.ofMinutes(1));
    cache.put(1, schema(1, 10), 0);
    for (int id = 10; id < 1_000; id++) {
      cache.put(id, new Lookup.NotFound("no"), 0);
    }
    assertNotNull(cache.get(1, 0));
    assertNull(cache.get(10, 0));
    assertNotNull(cache.get(999, 0));
  }

  private static Lookup.Found schema(int id, int chars) {
    return new Lookup.Found(
        new RegisteredSchema(id, SchemaType.AVRO, "x".repeat(chars), List.of()));
  }
}
