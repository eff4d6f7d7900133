package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Objects in objects, arrays and maps, as a service's events have them. */
public final class NestedMessages implements JsonMessages {
  @Override
  public List<RowColumn> columns() {
    return List.of(
        column("id", "String"),
        column("time", "DateTime64(3)"),
        column("actor_id", "UInt64", "$.actor.id"),
        column("actor_name", "String", "$.actor.name"),
        column("city", "LowCardinality(String)", "$.actor.address.city"),
        column("latitude", "Float64", "$.actor.address.place.lat"),
        column("longitude", "Float64", "$.actor.address.place.lon"),
        column("roles", "Array(String)", "$.actor.roles"),
        column("method", "LowCardinality(String)", "$.request.method"),
        column("path", "String", "$.request.path"),
        column("headers", "Map(String, String)", "$.request.headers"),
        column("connect_ms", "UInt32", "$.request.timing.connect"),
        column("total_ms", "UInt32", "$.request.timing.total"),
        column("quantities", "Array(UInt32)"),
        column("samples", "Array(Array(Float64))"),
        column("tags", "Array(LowCardinality(String))"),
        column("labels", "Map(String, String)"));
  }

  @Override
  public List<String> fields(Random random) {
    JsonFields message = new JsonFields(random);
    message
        .text("id", "event-" + message.hex(24))
        .text("time", message.millisecond())
        .json("actor", actor(random))
        .json("request", request(random))
        .json("quantities", array(4 + message.number(12), () -> "" + message.number(500)))
        .json(
            "samples",
            array(3, () -> array(3 + message.number(3), () -> "" + message.amount(1_000))))
        .json("tags", array(5, () -> quoted(message.pick("new", "sale", "gift", "large", "eco"))));
    JsonFields labels = new JsonFields(random);
    for (String name : List.of("region", "zone", "cluster", "release", "team")) {
      labels.text(name, name + "-" + message.number(30));
    }
    return message.json("labels", labels.object()).fields();
  }

  private static String actor(Random random) {
    JsonFields place = new JsonFields(random);
    place.json("lat", place.amount(90)).json("lon", place.amount(180));
    JsonFields address = new JsonFields(random);
    address
        .text("city", address.pick("Berlin", "Madrid", "Paris", "Warsaw", "Lisbon"))
        .text("street", "Long Street " + address.number(200))
        .json("place", place.object());
    JsonFields actor = new JsonFields(random);
    return actor
        .json("id", actor.number(10_000_000))
        .text("name", actor.pick("Ada Example", "Grace Sample", "Alan Instance"))
        .json("address", address.object())
        .json("roles", array(2, () -> quoted(actor.pick("admin", "editor", "reader"))))
        .object();
  }

  private static String request(Random random) {
    JsonFields headers = new JsonFields(random);
    headers
        .text("accept", "text/html,application/json;q=0.9")
        .text("content-type", "application/json")
        .text("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0")
        .text("x-request-id", headers.hex(32));
    JsonFields timing = new JsonFields(random);
    timing
        .json("lookup", timing.number(50))
        .json("connect", timing.number(100))
        .json("total", timing.number(5_000));
    JsonFields request = new JsonFields(random);
    return request
        .text("method", request.pick("GET", "POST", "PUT"))
        .text("path", "/v2/orders/" + request.number(1_000_000) + "/items")
        .json("headers", headers.object())
        .json("timing", timing.object())
        .json("trace", new JsonFields(random).text("parent", request.hex(16)).object())
        .object();
  }

  private static String array(int size, Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return "[" + String.join(",", elements) + "]";
  }

  private static String quoted(String word) {
    return "\"" + word + "\"";
  }
}
