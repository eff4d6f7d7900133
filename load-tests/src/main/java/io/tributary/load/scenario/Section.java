package io.tributary.load.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.service.settings.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A mapping of the file, read key by key. {@link #end} refuses keys that nobody asked for.
 *
 * <p>Thread: one.
 */
final class Section {
  private final String file;
  private final String path;
  private final JsonNode node;
  private final TreeSet<String> asked = new TreeSet<>();

  /**
   * @param path of the mapping in the file, empty for the whole file
   * @param node may be a missing node, which is an empty mapping
   */
  Section(String file, String path, JsonNode node) {
    this.file = file;
    this.path = path;
    this.node = node;
    if (!node.isObject() && !node.isMissingNode() && !node.isNull()) {
      throw wrong("is not a mapping of keys and values");
    }
  }

  boolean has(String key) {
    return value(key).isPresent();
  }

  String text(String key, String fallback) {
    return value(key).map(found -> scalar(key, found)).orElse(fallback);
  }

  String text(String key) {
    return scalar(key, value(key).orElseThrow(() -> problem(key, "is missing")));
  }

  long number(String key, long fallback, long min, long max) {
    return has(key) ? number(key, min, max) : fallback;
  }

  long number(String key, long min, long max) {
    String text = text(key).replace("_", "");
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw problem(key, "is '%s' and not a number from %d to %d".formatted(text(key), min, max));
  }

  int count(String key, int fallback, int min, int max) {
    return (int) number(key, fallback, min, max);
  }

  Duration duration(String key, Duration fallback) {
    return optionalDuration(key).orElse(fallback);
  }

  Optional<Duration> optionalDuration(String key) {
    return value(key)
        .map(
            found -> {
              try {
                return Quantities.duration(scalar(key, found));
              } catch (IllegalArgumentException e) {
                throw problem(key, "is '%s', %s".formatted(scalar(key, found), e.getMessage()));
              }
            });
  }

  boolean flag(String key, String fallback) {
    return choice(key, fallback, List.of("true", "false")).equals("true");
  }

  /** One of some words. */
  String choice(String key, String fallback, List<String> words) {
    String word = text(key, fallback);
    if (!words.contains(word)) {
      throw problem(key, "is '%s' and not one of: %s".formatted(word, String.join(", ", words)));
    }
    return word;
  }

  /** The constant whose name the word is, in lower case and with {@code -} for {@code _}. */
  <E extends Enum<E>> E constant(String key, String fallback, Class<E> type) {
    E[] constants = Objects.requireNonNull(type.getEnumConstants());
    List<String> words = words(constants);
    String word = text(key, fallback);
    int index = words.indexOf(word.toLowerCase(Locale.ROOT));
    return index >= 0 ? constants[index] : constants[words.indexOf(choice(key, fallback, words))];
  }

  /** The constants of a list of such words, or of a single one; {@code none} stands for none. */
  <E extends Enum<E>> List<E> constants(String key, Class<E> type) {
    E[] constants = Objects.requireNonNull(type.getEnumConstants());
    List<String> words = words(constants);
    List<String> named =
        node.path(key).isArray() ? texts(key) : has(key) ? List.of(text(key)) : List.of();
    if (named.equals(List.of("none"))) {
      return List.of();
    }
    List<E> found = new ArrayList<>();
    for (String word : named) {
      int index = words.indexOf(word.toLowerCase(Locale.ROOT));
      if (index < 0) {
        throw problem(
            key, "has '%s', which is not one of: %s".formatted(word, String.join(", ", words)));
      }
      if (found.contains(constants[index])) {
        throw problem(key, "has '" + word + "' twice");
      }
      found.add(constants[index]);
    }
    return found;
  }

  private static <E extends Enum<E>> List<String> words(E[] constants) {
    List<String> words = new ArrayList<>();
    for (E constant : constants) {
      words.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    return words;
  }

  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : list(key)) {
      texts.add(scalar(key, element));
    }
    return texts;
  }

  Map<String, String> textsByName(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    Section inner = section(key);
    inner.node.fieldNames().forEachRemaining(name -> texts.put(name, inner.text(name)));
    return texts;
  }

  Section section(String key) {
    asked.add(key);
    return new Section(file, at(key), node.path(key));
  }

  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    for (JsonNode element : list(key)) {
      sections.add(new Section(file, at(key) + "[" + sections.size() + "]", element));
    }
    return sections;
  }

  /**
   * Refuses unknown keys before anything else is said about the mapping.
   *
   * @throws ScenarioException if the mapping has a key that is not among these
   */
  void only(List<String> known) {
    asked.addAll(known);
    end();
  }

  /**
   * Call it when every key was asked for.
   *
   * @throws ScenarioException if the mapping has another
   */
  void end() {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!asked.contains(key)) {
                throw problem(key, "is not known here; known are: " + String.join(", ", asked));
              }
            });
  }

  /** Something about one key. */
  ScenarioException problem(String key, String what) {
    return new ScenarioException(file + ": '" + at(key) + "' " + what);
  }

  /** Something about the mapping as a whole. */
  ScenarioException wrong(String what) {
    return new ScenarioException(file + ": " + (path.isEmpty() ? "the file" : path) + " " + what);
  }

  private JsonNode list(String key) {
    asked.add(key);
    JsonNode found = node.path(key);
    if (!found.isMissingNode() && !found.isArray()) {
      throw problem(key, "is not a list");
    }
    return found;
  }

  private Optional<JsonNode> value(String key) {
    asked.add(key);
    JsonNode found = node.path(key);
    return found.isMissingNode() || found.isNull() ? Optional.empty() : Optional.of(found);
  }

  private String scalar(String key, JsonNode found) {
    if (!found.isValueNode()) {
      throw problem(key, "is not a single value");
    }
    return found.asText();
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
