package io.tributary.protocol.datafile;

import io.tributary.protocol.wording.Wording;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one file, asked for by key. Whatever is wrong is added to the file's problems; a
 * value with a problem reads as null, so that nothing is complained about twice.
 */
final class DatafileSettings {
  private final Map<String, Setting> settings = new HashMap<>();
  private final Vocabulary vocabulary;
  private final SecretTemplate secrets;
  private final FileProblems problems;

  DatafileSettings(
      String text,
      Vocabulary vocabulary,
      Function<String, @Nullable String> secrets,
      FileProblems problems) {
    this.vocabulary = vocabulary;
    this.secrets = new SecretTemplate(secrets, problems);
    this.problems = problems;
    for (Setting setting : DatafileScanner.scan(text, problems)) {
      if (isSupported(setting)) {
        Setting first = settings.putIfAbsent(setting.key(), setting);
        if (first != null) {
          refuse(setting, "is set twice, first in line " + first.line() + "; remove one");
        }
      }
    }
  }

  private boolean isSupported(Setting setting) {
    if (vocabulary.supported().contains(setting.key())) {
      return true;
    }
    if (vocabulary.planned().contains(setting.key())) {
      refuse(setting, "is known, but not supported yet; remove the line");
    } else {
      problems.add(
          setting.line(),
          Wording.quoted(setting.key())
              + " is not a setting of a "
              + vocabulary.kind()
              + " file"
              + Wording.didYouMean(setting.key(), vocabulary.known()));
    }
    return false;
  }

  /** The value with its secrets filled in; null when not set, or set to something unusable. */
  @Nullable String optional(String key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return null;
    }
    String raw = setting.raw();
    if (raw.isEmpty()) {
      refuse(setting, "has no value");
      return null;
    }
    String filled = secrets.fill(raw, setting.line(), vocabulary.unset(key));
    if (filled == null) {
      return null;
    }
    if (filled.isBlank()) {
      refuse(setting, "has no value once its secret is filled in; set the secret");
      return null;
    }
    return filled.strip();
  }

  /** As {@link #optional}, but not being set is a problem; {@code example} is a whole line. */
  @Nullable String required(String key, String example) {
    if (!settings.containsKey(key)) {
      problems.add(1, key + " is missing; add a line such as: " + example);
      return null;
    }
    return optional(key);
  }

  /** The value as one of an enum's constants, in any case; {@code fallback} when not set. */
  <E extends Enum<E>> E choice(String key, E fallback) {
    String value = optional(key);
    if (value == null) {
      return fallback;
    }
    E[] choices = fallback.getDeclaringClass().getEnumConstants();
    for (E choice : choices) {
      if (choice.name().equalsIgnoreCase(value)) {
        return choice;
      }
    }
    refuse(
        key,
        "is not one of "
            + Arrays.stream(choices)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", ")));
    return fallback;
  }

  /** True when the value is the first of two words, in any case; {@code fallback} when not set. */
  boolean either(String key, String yes, String no, boolean fallback) {
    String value = optional(key);
    if (value == null) {
      return fallback;
    }
    if (!value.equalsIgnoreCase(yes) && !value.equalsIgnoreCase(no)) {
      refuse(key, "is not one of " + yes + ", " + no);
    }
    return value.equalsIgnoreCase(yes);
  }

  /** The lines of a block with their secrets filled in; null when not set or not usable. */
  @Nullable List<Setting.Line> block(String key) {
    Setting setting = settings.get(key);
    if (setting == null) {
      return null;
    }
    List<Setting.Line> filled =
        setting.lines().stream()
            .map(line -> new Setting.Line(line.number(), filledOrEmpty(line)))
            .toList();
    return filled.stream().allMatch(line -> line.text().isEmpty()) ? List.of() : filled;
  }

  private String filledOrEmpty(Setting.Line line) {
    String filled = secrets.fill(line.text(), line.number());
    return filled == null ? "" : filled;
  }

  boolean has(String key) {
    return settings.containsKey(key);
  }

  /** True when a key that begins so is set. */
  boolean hasAny(String prefix) {
    return settings.keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** Says what is wrong with the value of a key, showing it as written: secrets stay templates. */
  void refuse(String key, String message) {
    Setting setting = settings.get(key);
    if (setting == null) {
      problems.add(1, key + " " + message);
    } else {
      problems.add(setting.line(), key + " " + Wording.quoted(setting.raw()) + " " + message);
    }
  }

  /** The same for a value that may be a secret even as it is written: it is not shown. */
  void refuseUnseen(String key, String message) {
    Setting setting = settings.get(key);
    problems.add(setting == null ? 1 : setting.line(), key + " " + message);
  }

  private void refuse(Setting setting, String message) {
    problems.add(setting.line(), setting.key() + " " + message);
  }
}
