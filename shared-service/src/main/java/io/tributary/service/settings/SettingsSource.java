package io.tributary.service.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The raw texts behind the settings, and where they were written. */
final class SettingsSource {
  static final String PREFIX = "TRIBUTARY_";
  private static final long MAX_FILE_BYTES = 1 << 20;
  // What the launcher and the sandbox read themselves.
  private static final Set<String> NOT_SETTINGS =
      Set.of("HOME", "CACHE", "JAVA_OPTS", "PARENT_PID");
  // Kubernetes adds these for a service called "tributary".
  private static final Pattern SERVICE_LINK =
      Pattern.compile("(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP)(_\\w+)?)?)");

  private final Map<String, String> environment;
  private final Map<String, String> file;
  private final @Nullable Path path;

  SettingsSource(Map<String, String> environment, @Nullable Path path, List<String> problems) {
    this.environment = Map.copyOf(environment);
    this.path = path;
    this.file = path == null ? Map.of() : read(path, problems);
  }

  /** The text of a setting, or null. */
  @Nullable String text(String name) {
    String prefixed = environment.get(PREFIX + name);
    if (prefixed != null) {
      return prefixed;
    }
    String plain = environment.get(name);
    return plain != null ? plain : file.get(name);
  }

  /** Names that are certainly meant for us, each with where it stands. */
  Map<String, String> claimed() {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : file.keySet()) {
      names.put(name, name + " in " + path);
    }
    for (String key : environment.keySet()) {
      if (key.startsWith(PREFIX)) {
        String name = key.substring(PREFIX.length());
        if (!NOT_SETTINGS.contains(name) && !SERVICE_LINK.matcher(name).matches()) {
          names.put(name, key);
        }
      }
    }
    return names;
  }

  private static Map<String, String> read(Path path, List<String> problems) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    try {
      if (Files.size(path) > MAX_FILE_BYTES) {
        problems.add(path + " is larger than 1 MiB; a settings file has KEY=value lines");
        return values;
      }
      lines.addAll(Files.readString(path, StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      problems.add("cannot read settings file " + path + ": " + e.getMessage());
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      int equals = line.indexOf('=');
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      if (equals < 1) {
        problems.add(path + ":" + (i + 1) + " is not KEY=value");
      } else if (values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip())
          != null) {
        problems.add(path + ":" + (i + 1) + " sets a key for the second time");
      }
    }
    return values;
  }
}
