package io.tributary.load.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The fields of an object in a report. What is not as it must be is a {@link Malformed}.
 *
 * @param where it stands, for messages
 */
public record JsonFields(JsonNode node, String where) {

  /** Fields that are not as they must be. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  public String text(String name) {
    return required(name, node.path(name).isTextual(), "a text").asText();
  }

  String textOr(String name, String other) {
    return has(name) ? text(name) : other;
  }

  public double number(String name) {
    return required(name, node.path(name).isNumber(), "a number").doubleValue();
  }

  public long integer(String name) {
    return required(name, node.path(name).canConvertToLong(), "a whole number").longValue();
  }

  public int smallInteger(String name) {
    return required(name, node.path(name).canConvertToInt(), "a whole number").intValue();
  }

  Optional<Double> numberIfThere(String name) {
    return has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  OptionalLong integerIfThere(String name) {
    return has(name) ? OptionalLong.of(integer(name)) : OptionalLong.empty();
  }

  Optional<JsonFields> objectIfThere(String name) {
    return has(name) ? Optional.of(object(name)) : Optional.empty();
  }

  public JsonFields object(String name) {
    JsonNode value = required(name, node.path(name).isObject(), "an object");
    return new JsonFields(value, where + ", " + name);
  }

  /** Objects of a list; none if it is not there. */
  public List<JsonFields> objects(String name) {
    List<JsonFields> all = new ArrayList<>();
    for (JsonNode one : list(name)) {
      if (!one.isObject()) {
        throw new Malformed("%s: '%s' holds what is not an object".formatted(where, name));
      }
      all.add(new JsonFields(one, "%s, %s %d".formatted(where, name, all.size() + 1)));
    }
    return all;
  }

  List<Double> numbers(String name) {
    return values(name, JsonNode::isNumber, JsonNode::doubleValue);
  }

  List<Long> integers(String name) {
    return values(name, JsonNode::canConvertToLong, JsonNode::longValue);
  }

  List<String> texts(String name) {
    return values(name, JsonNode::isTextual, JsonNode::textValue);
  }

  private <T> List<T> values(
      String name, Function<JsonNode, Boolean> fits, Function<JsonNode, T> value) {
    List<T> all = new ArrayList<>();
    for (JsonNode one : list(name)) {
      if (!fits.apply(one)) {
        throw new Malformed("%s: '%s' holds '%s'".formatted(where, name, one));
      }
      all.add(value.apply(one));
    }
    return all;
  }

  private JsonNode list(String name) {
    JsonNode value = node.path(name);
    return required(name, value.isArray() || !has(name), "a list");
  }

  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  private JsonNode required(String name, boolean fits, String kind) {
    if (!fits) {
      throw new Malformed("%s: '%s' is not %s".formatted(where, name, kind));
    }
    return node.path(name);
  }
}
