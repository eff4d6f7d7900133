package io.tributary.load.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the JSON report of {@code tributary load run}, of this format and the one before. */
public final class ReportReader {
  /** Far more than a thousand runs with their series. */
  private static final long MOST_BYTES = 256L << 20;

  private final Path file;

  private ReportReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws ReportException if it is not such a report, or of a later format
   */
  public static SavedReport read(Path file) throws ReportException {
    return new ReportReader(file).read();
  }

  private SavedReport read() throws ReportException {
    JsonNode json = json();
    String kind = json.path("kind").asText(JsonReport.KIND);
    if (!kind.equals(JsonReport.KIND)) {
      throw refused("is a report of '" + kind + "', and only those of 'load run' can be compared");
    }
    if (!json.isObject() || !json.path("runs").isArray() || !json.path("scenario").isTextual()) {
      throw refused("is not a JSON report of 'tributary load run'");
    }
    int format = json.path("format").asInt(1);
    if (format < 1 || format > JsonReport.FORMAT) {
      throw refused(
          "has format %d, and this version of Tributary reads 1 to %d"
              .formatted(format, JsonReport.FORMAT));
    }
    try {
      return report(new JsonFields(json, "the report"));
    } catch (JsonFields.Malformed | IllegalArgumentException | DateTimeException e) {
      throw refused("cannot be read: " + e.getMessage());
    }
  }

  private JsonNode json() throws ReportException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw refused("is larger than %d MiB".formatted(MOST_BYTES >> 20));
      }
      return new ObjectMapper().readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw refused("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw refused("cannot be read: " + e);
    }
  }

  private ReportException refused(String why) {
    return new ReportException(file + " " + why + ".");
  }

  private static SavedReport report(JsonFields json) {
    List<RunResult> runs = json.objects("runs").stream().map(JsonRunReader::read).toList();
    Map<String, String> conditions = new LinkedHashMap<>();
    json.objectIfThere("conditions")
        .ifPresent(
            all ->
                all.node()
                    .fieldNames()
                    .forEachRemaining(name -> conditions.put(name, all.text(name))));
    List<String> variants = json.has("variants") ? json.texts("variants") : oldVariants(runs);
    SavedReport.Subject subject =
        new SavedReport.Subject(
            json.text("scenario"),
            json.textOr("about", ""),
            json.textOr("command", ""),
            variants,
            baselines(json, variants, runs),
            conditions);
    return new SavedReport(
        subject,
        JsonMachine.read(json.object("machine")),
        Instant.parse(json.text("started")),
        runs,
        json.texts("problems"),
        json.texts("notes"));
  }

  /** Format 1 knew one baseline. */
  private static List<String> oldVariants(List<RunResult> runs) {
    return runs.stream()
        .map(RunResult::variant)
        .distinct()
        .filter(name -> !name.equals(LoadReport.CLIENT_V2))
        .toList();
  }

  /** Older reports name them with their runs only. */
  private static List<String> baselines(
      JsonFields json, List<String> variants, List<RunResult> runs) {
    Stream<String> names =
        json.has("baselines")
            ? json.objects("baselines").stream().map(one -> one.text("name"))
            : runs.stream().map(RunResult::variant).distinct();
    return names.filter(name -> !variants.contains(name)).toList();
  }
}
