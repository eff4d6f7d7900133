package io.tributary.load.message;

import static io.tributary.load.message.JsonFields.column;

import io.tributary.protocol.row.RowColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Orders of a shop: {@link NestedMessages}, and in each an array of objects, a bill and a delivery.
 * Columns read fields of objects, all elements of an array, and one of them.
 */
public final class OrderMessages implements JsonMessages {
  private static final int ITEMS = 4;

  private final NestedMessages request = new NestedMessages();

  @Override
  public List<RowColumn> columns() {
    List<RowColumn> columns = new ArrayList<>(request.columns());
    columns.addAll(
        List.of(
            column("item_codes", "Array(String)", "$.items[:].code"),
            column("item_prices", "Array(Float64)", "$.items[:].price"),
            column("item_sizes", "Array(Array(UInt16))", "$.items[:].sizes[:]"),
            column("first_item", "String", "$.items[0].title"),
            column("currency", "LowCardinality(String)", "$.bill.currency"),
            column("total", "Float64", "$.bill.total"),
            column("paid", "Bool", "$.bill.paid"),
            column("carrier", "LowCardinality(String)", "$.delivery.carrier"),
            column("note", "String", "$.delivery.note")));
    return columns;
  }

  @Override
  public List<String> fields(Random random) {
    List<String> fields = new ArrayList<>(request.fields(random));
    JsonFields order = new JsonFields(random);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(item(random));
    }
    fields.addAll(
        order
            .json("items", "[" + String.join(",", items) + "]")
            .json("bill", bill(random))
            .json("delivery", delivery(random))
            .fields());
    return fields;
  }

  private static String item(Random random) {
    JsonFields item = new JsonFields(random);
    return item.text("code", "code-" + item.hex(12))
        .text("title", item.pick("Walking shoes, blue", "Rain jacket, light", "Tent for three"))
        .json("price", item.amount(500))
        .json("sizes", "[%d,%d,%d]".formatted(item.number(100), item.number(100), item.number(400)))
        .text("shelf", "hall-%d/row-%02d".formatted(item.number(9), item.number(40)))
        .object();
  }

  private static String bill(Random random) {
    JsonFields bill = new JsonFields(random);
    return bill.text("currency", bill.pick("EUR", "PLN", "SEK", "USD"))
        .json("total", bill.amount(1_500))
        .json("paid", bill.pick("true", "true", "false"))
        .text("terms", bill.pick("30 days, 2 % off within 10", "Paid in advance by card"))
        .object();
  }

  private static String delivery(Random random) {
    JsonFields delivery = new JsonFields(random);
    return delivery
        .text("carrier", delivery.pick("post", "bike", "van"))
        .text(
            "note",
            delivery.pick(
                "Leave it with the neighbours on the ground floor if nobody is at home.",
                "Ring twice, the dog barks but does not bite.",
                "Please call an hour before you come, the gate is closed by day."))
        .text("tracking", delivery.hex(24))
        .object();
  }
}
