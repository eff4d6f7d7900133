package io.tributary.service.settings;

import io.tributary.protocol.wording.Wording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings one by one, each call declaring one with its default and its meaning, and
 * complains about all that is wrong at once in {@link #finish}.
 *
 * <p>A setting is looked up as {@code TRIBUTARY_NAME} in the environment, then as {@code NAME}
 * there, then in the file. Unknown names in the file or behind the prefix are fatal; other
 * variables of the environment belong to other programs.
 *
 * <p>Thread: one.
 */
public final class SettingsReader {
  /** In front of the names of settings in the environment. */
  public static final String PREFIX = SettingsSource.PREFIX;

  private static final int MAX_NAME_CHARS = 255;
  private static final int MAX_SECRET_CHARS = 1024;

  private final SettingsSource source;
  private final List<String> problems = new ArrayList<>();
  private final List<SettingDoc> docs = new ArrayList<>();

  private SettingsReader(Map<String, String> environment, @Nullable Path file) {
    this.source = new SettingsSource(environment, file, problems);
  }

  /**
   * @param environment such as {@code System.getenv()}
   * @param file of {@code KEY=value} lines, or null
   */
  public static SettingsReader of(Map<String, String> environment, @Nullable Path file) {
    return new SettingsReader(environment, file);
  }

  /** Any text. */
  public String text(String name, String fallback, String sentence) {
    return read(new SettingDoc(name, fallback, "text", sentence), text -> text);
  }

  /** The name of an instance: 1 to 255 characters. */
  public String name(String name, String fallback, String sentence) {
    return read(
        new SettingDoc(name, fallback, "1 to 255 characters", sentence),
        text -> {
          if (text.isEmpty() || text.length() > MAX_NAME_CHARS) {
            throw new IllegalArgumentException("wrong length");
          }
          return text;
        });
  }

  /** One of a few words. */
  public String choice(String name, String fallback, List<String> words, String sentence) {
    return read(
        new SettingDoc(name, fallback, String.join(", ", words), sentence),
        text -> {
          if (!words.contains(text)) {
            throw new IllegalArgumentException("unknown");
          }
          return text;
        });
  }

  /** A password or token; never shown. */
  public Secret secret(String name, String sentence) {
    docs.add(new SettingDoc(name, "", "text", sentence));
    String text = source.text(name);
    if (text != null && text.length() > MAX_SECRET_CHARS) {
      problems.add(name + " has more than " + MAX_SECRET_CHARS + " characters");
    }
    return new Secret(text == null ? "" : text);
  }

  /** A size, {@code min} to {@code max} in the same form. */
  public long bytes(String name, String fallback, Range range, String sentence) {
    return read(
        new SettingDoc(name, fallback, range.min() + " to " + range.max(), sentence),
        text ->
            within(
                Quantities.bytes(text),
                Quantities.bytes(range.min()),
                Quantities.bytes(range.max())));
  }

  /** A duration, {@code min} to {@code max} in the same form. */
  public Duration duration(String name, String fallback, Range range, String sentence) {
    return read(
        new SettingDoc(name, fallback, range.min() + " to " + range.max(), sentence),
        text -> {
          Duration value = Quantities.duration(text);
          within(
              value.toMillis(),
              Quantities.duration(range.min()).toMillis(),
              Quantities.duration(range.max()).toMillis());
          return value;
        });
  }

  /** A whole number. */
  public int number(String name, int fallback, Range range, String sentence) {
    return read(
        new SettingDoc(
            name, Integer.toString(fallback), range.min() + " to " + range.max(), sentence),
        text ->
            (int) within(whole(text), Long.parseLong(range.min()), Long.parseLong(range.max())));
  }

  /** {@code host:port}. */
  public Address address(String name, String fallback, String sentence) {
    return read(new SettingDoc(name, fallback, "host:port", sentence), Address::parse);
  }

  /** {@code host:port}, or {@code off} for nothing. */
  public Optional<Address> optionalAddress(String name, String fallback, String sentence) {
    return read(
        new SettingDoc(name, fallback, "host:port or off", sentence),
        text -> text.equals("off") ? Optional.empty() : Optional.of(Address.parse(text)));
  }

  /** One or more {@code host:port}, comma separated. */
  public List<Address> addresses(String name, String fallback, String sentence) {
    return read(
        new SettingDoc(name, fallback, "host:port,…", sentence),
        text -> {
          List<Address> addresses = new ArrayList<>();
          for (String part : text.split(",", -1)) {
            addresses.add(Address.parse(part.strip()));
          }
          return List.copyOf(addresses);
        });
  }

  /** Smallest and largest value, written as the setting is. */
  public record Range(String min, String max) {}

  /** A problem that the owner of a setting found, such as two that do not fit together. */
  public void problem(String line) {
    problems.add(line);
  }

  /** What was declared, in the order in which it was read. */
  public List<SettingDoc> documented() {
    return List.copyOf(docs);
  }

  /**
   * Ends the reading.
   *
   * @throws SettingsException with one line for every problem, if there is any
   */
  public void finish() {
    List<String> known = docs.stream().map(SettingDoc::name).toList();
    source
        .claimed()
        .forEach(
            (name, place) -> {
              if (!known.contains(name)) {
                problems.add("unknown setting " + place + Wording.didYouMean(name, known));
              }
            });
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private <T> T read(SettingDoc doc, Function<String, T> parse) {
    docs.add(doc);
    String text = source.text(doc.name());
    if (text != null) {
      try {
        return parse.apply(text.strip());
      } catch (IllegalArgumentException | ArithmeticException e) {
        problems.add(
            doc.name()
                + " is "
                + Wording.quoted(text)
                + ": "
                + e.getMessage()
                + "; allowed: "
                + doc.allowed());
      }
    }
    return parse.apply(doc.fallback());
  }

  private static long whole(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a whole number", e);
    }
  }

  private static long within(long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException("out of range");
    }
    return value;
  }
}
