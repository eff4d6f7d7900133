package io.tributary.load.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.load.http.proof.SentRequest;
import io.tributary.load.http.wire.ByteText;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadRequestsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void bodyHasTheRowsOfItsRequestEachWithItsNumber() throws IOException {
    LoadRequests requests = LoadRequests.ofRows(42, 1, 20);
    Set<Integer> sizes = new HashSet<>();
    for (int sequence = 0; sequence < 500; sequence++) {
      long id = SentRequest.id(499, sequence);
      List<String> lines = body(requests, id).lines().toList();
      assertEquals(requests.rows(id), lines.size());
      sizes.add(lines.size());
      for (int row = 0; row < lines.size(); row++) {
        JsonNode json = JSON.readTree(lines.get(row));
        assertEquals(id, json.path("request").longValue());
        assertEquals(row, json.path("row").intValue());
        assertTrue(json.path("url").textValue().startsWith("https://"), lines.get(row));
      }
    }
    assertEquals(20, sizes.size(), "every number of rows is drawn: " + sizes);
    assertTrue(sizes.stream().allMatch(size -> size >= 1 && size <= 20), sizes.toString());
  }

  @Test
  void sameSeedMakesTheSameRequestsAndAnotherOneOthers() {
    long id = SentRequest.id(3, 4);
    String body = body(LoadRequests.ofRows(1, 5, 5), id);
    assertEquals(body, body(LoadRequests.ofRows(1, 5, 5), id));
    assertNotEquals(body, body(LoadRequests.ofRows(2, 5, 5), id));
  }

  @Test
  void idsAreDifferentOverConnectionsAndAscendOnEach() {
    assertTrue(SentRequest.id(0, 1) < SentRequest.id(0, 2));
    assertTrue(SentRequest.id(0, 0xffff_ffffL) < SentRequest.id(1, 0));
  }

  @Test
  void bodiesOfAMegabyteAreAboutThatLong() {
    LoadRequests requests = LoadRequests.ofBytes(42, 1_000_000);
    int bytes = body(requests, SentRequest.id(7, 12)).length();
    assertTrue(bytes > 980_000 && bytes < 1_020_000, bytes + " bytes");
  }

  private static String body(LoadRequests requests, long id) {
    ByteText text = new ByteText(1);
    requests.writeBody(id, text);
    return text.toString();
  }
}
