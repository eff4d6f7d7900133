package io.tributary.load.chaos;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.chaos.proof.ChaosProof;
import io.tributary.load.chaos.proof.Flaw;
import io.tributary.load.chaos.timeline.Timeline;
import io.tributary.load.process.ServiceUnderLoad;
import io.tributary.load.process.SqlClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes what happened to offsets with a flaw: {@code flaws.txt}, and a timeline for each partition
 * that has some, into the folder of the run.
 *
 * <p>Thread: one.
 */
final class GuiltyOffsets {
  private static final int MOST_OFFSETS = 20;
  private static final int MOST_TIMELINES = 8;

  private final Path folder;
  private final ChaosServices services;
  private final ChaosProof proof;

  private record Place(ChaosSource source, int partition) {}

  GuiltyOffsets(Path folder, ChaosServices services, ChaosProof proof) {
    this.folder = folder;
    this.services = services;
    this.proof = proof;
  }

  void writeFlawed(List<Flaw> flaws) {
    Map<Place, List<Long>> guilty = new LinkedHashMap<>();
    flaws.forEach(
        flaw ->
            guilty
                .computeIfAbsent(new Place(flaw.source(), flaw.partition()), _ -> new ArrayList<>())
                .add(flaw.offset()));
    write("flaws.txt", flaws.stream().map(Flaw::toString).toList());
    writeTimelines(guilty);
  }

  /** The offset that a partition stands at is the guilty one. */
  void writeStuck(List<QuietPoint.Stuck> stuck) {
    Map<Place, List<Long>> guilty = new LinkedHashMap<>();
    stuck.forEach(
        one ->
            guilty.put(
                new Place(one.source(), one.behind().partition()),
                List.of(Math.max(0, one.behind().committed()))));
    write("stuck.txt", stuck.stream().map(QuietPoint.Stuck::toString).toList());
    writeTimelines(guilty);
  }

  private void writeTimelines(Map<Place, List<Long>> guilty) {
    Map<String, List<String>> logs = logs();
    guilty.entrySet().stream()
        .limit(MOST_TIMELINES)
        .forEach(
            entry -> {
              Place place = entry.getKey();
              List<Long> offsets = entry.getValue().stream().limit(MOST_OFFSETS).toList();
              Timeline timeline =
                  new Timeline(
                      place.source().name(),
                      place.partition(),
                      Set.copyOf(offsets),
                      Set.copyOf(tokens(place, offsets)));
              List<String> lines = new ArrayList<>();
              lines.add(place.source().name() + " partition " + place.partition() + " " + offsets);
              lines.addAll(timeline.of(logs));
              write(
                  "timeline-%s-%d.txt".formatted(place.source().name(), place.partition()), lines);
            });
  }

  private List<String> tokens(Place place, List<Long> offsets) {
    try {
      return proof.inserts(place.source(), place.partition(), offsets);
    } catch (SqlClient.SqlException e) {
      return List.of();
    }
  }

  private Map<String, List<String>> logs() {
    Map<String, List<String>> logs = new HashMap<>();
    logs.put("harness", read(folder.resolve("chaos.log")));
    for (ChaosServices.Gatherer gatherer : services.gatherers()) {
      add(logs, gatherer.service());
    }
    services.connectors().forEach(connector -> add(logs, connector));
    return logs;
  }

  private static void add(Map<String, List<String>> logs, ServiceUnderLoad service) {
    Path log = service.log();
    logs.put(String.valueOf(log.getName(log.getNameCount() - 2)), read(log));
  }

  private static List<String> read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private void write(String name, List<String> lines) {
    try {
      Files.write(folder.resolve(name), lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }
}
