package io.tributary.load.run;

import io.tributary.load.scenario.Scenario;
import io.tributary.load.scenario.Scenario.Offer;
import io.tributary.load.scenario.Source;
import io.tributary.load.workload.EventProducer;
import io.tributary.load.workload.KafkaProject;
import io.tributary.load.workload.MessageStore;
import io.tributary.load.workload.RowProducer;
import io.tributary.load.workload.RowSchedule;
import io.tributary.load.workload.SchemaRegistration;
import io.tributary.load.workload.Timetable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Topics, datafiles and producers of the sources of a run. Topics of all sources are numbered
 * through and named {@code rows_0}, {@code rows_1}, …; so are their tables.
 *
 * <p>Thread: the run's.
 */
final class RunSources {
  private final Scenario scenario;
  private final Offer offer;

  RunSources(Scenario scenario) {
    this.scenario = scenario;
    this.offer = scenario.offer();
  }

  /** Names of all topics and tables. */
  List<String> names() {
    return names(0, offer.topics());
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "rows_" + i).toList();
  }

  /** When which row is due. */
  Timetable timetable() {
    return Timetable.of(offer.sources().stream().map(Source::schedule).toList());
  }

  /** Opens a producer for each source; the caller closes them. */
  Senders senders(Deployment deployment, MessageStore store) {
    List<RowProducer> producers = new ArrayList<>();
    try {
      int topic = 0;
      for (Source source : offer.sources()) {
        producers.add(
            new RowProducer(
                deployment.bootstrapServers(),
                names(topic, topic + source.topics()),
                load(source, deployment, store)));
        topic += source.topics();
      }
      return new Senders(offer, producers);
    } catch (RuntimeException e) {
      producers.forEach(RowProducer::close);
      throw e;
    }
  }

  private RowProducer.Load load(Source source, Deployment deployment, MessageStore store) {
    RowSchedule schedule = source.schedule();
    int schemaId = source.data().isAvro() ? register(source, deployment) : 0;
    return new RowProducer.Load(
        schedule,
        store.open(source.recipe(offer.seed()), source.amount().allRows(), schemaId),
        source.wire().compression());
  }

  private static int register(Source source, Deployment deployment) {
    String subject = source.data().label().toLowerCase(Locale.ROOT) + "-value";
    return new SchemaRegistration(deployment.registry()).avro(subject, source.data().avroSchema());
  }

  /** Makes the topics, and writes datafiles that say where their rows go. */
  Path datafiles(Deployment deployment, Path folder) {
    boolean registry = offer.sources().stream().anyMatch(source -> source.data().isAvro());
    Path datafiles = folder;
    int topic = 0;
    for (Source source : offer.sources()) {
      for (String name : names(topic, topic + source.topics())) {
        EventProducer.createTopic(deployment.bootstrapServers(), name, source.partitions());
        KafkaProject project = project(source, name, deployment);
        try {
          datafiles =
              registry
                  ? project.writeWithRegistry(folder, deployment.registry())
                  : project.write(folder);
        } catch (IOException e) {
          throw new UncheckedIOException("cannot write to " + folder + ": " + e, e);
        }
      }
      topic += source.topics();
    }
    return datafiles;
  }

  private KafkaProject project(Source source, String name, Deployment deployment) {
    String delivery = scenario.expectation().delivery().name().toLowerCase(Locale.ROOT);
    return new KafkaProject(
        deployment.bootstrapServers(),
        name,
        source.data().schema(),
        "ENGINE MergeTree\nENGINE_SORTING_KEY %s\nDELIVERY %s\n%s"
            .formatted(source.data().sortingKey(), delivery, source.data().formatLines()),
        name,
        RunTables.groupId(name),
        "earliest");
  }
}
