package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.List;
import java.util.Random;

/** Log lines: long strings, some with escapes, some with letters beyond ASCII. */
public final class LogMessages implements JsonMessages {
  private static final String[] SENTENCES = {
    "Order accepted and handed to the warehouse for packing. ",
    "Cannot reach \\\"payments\\\", trying again in 250 ms. ",
    "Grüße aus Köln, naïve café déjà vu – übergroße Bestellung. ",
    "Read C:\\\\data\\\\in\\\\orders.csv\\tline 17\\tfield 4. ",
    "お客様のご注文を受け付けました。 ",
    "Session ended by the peer, nothing is lost. ",
    "Price changed to 12 \\u20ac by a rule of the night. ",
    "Cache refreshed with 4096 entries in 12 ms, none was stale. "
  };
  private static final String[] FRAMES = {
    "\\n\\tat com.example.shop.order.OrderDesk.accept(OrderDesk.java:118)",
    "\\n\\tat com.example.shop.order.OrderRoute.post(OrderRoute.java:54)",
    "\\n\\tat com.example.shop.stock.Shelf.reserve(Shelf.java:77)",
    "\\n\\tat java.base/java.lang.VirtualThread.run(VirtualThread.java:456)"
  };

  @Override
  public List<RowColumn> columns() {
    return List.of(
        column("time", "DateTime64(3)"),
        column("level", "LowCardinality(String)"),
        column("service", "LowCardinality(String)"),
        column("host", "LowCardinality(String)"),
        column("logger", "LowCardinality(String)"),
        column("thread", "String"),
        column("trace", "String"),
        column("message", "String"),
        column("stack", "String"));
  }

  @Override
  public List<String> fields(Random random) {
    JsonFields message = new JsonFields(random);
    return message
        .text("time", message.millisecond())
        .text("level", message.pick("DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR"))
        .text("service", message.pick("shop", "stock", "payments", "mail"))
        .text("host", "node-%02d.example.com".formatted(message.number(40)))
        .text("logger", "com.example.shop." + message.pick("order.OrderDesk", "stock.Shelf"))
        .text("thread", "worker-" + message.number(64))
        .text("trace", message.hex(32))
        .text("message", some(message, 6 + message.number(6), SENTENCES))
        .text("stack", some(message, message.number(8), FRAMES))
        .fields();
  }

  private static String some(JsonFields message, int count, String... parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(message.pick(parts));
    }
    return text.toString();
  }
}
