package io.tributary.load.chaos.proof;

import io.tributary.load.chaos.flow.ChaosSource;
import io.tributary.load.process.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Takes the proof at quiet points. Each time all that was ever written is compared, so that a row
 * which comes late is found, too.
 *
 * <p>Thread: one; calls block.
 */
public final class ChaosProof {
  private static final String COMMITS = "__consumer_offsets";

  private final List<ChaosSource> sources;
  private final SqlClient sql;
  private final InsertHistory inserts;
  private final TopicReader topics;
  private final TopicReader commitTopic;
  private final Map<String, Truth> truths = new HashMap<>();
  private final Map<String, List<CommitProof.Commit>> commits = new HashMap<>();

  /**
   * What the proof at one quiet point says.
   *
   * @param records of all sources that are committed
   * @param quarantined records that are in a quarantine
   * @param commitsProven offsets that were committed after ClickHouse had confirmed their insert
   * @param commitsInDoubt offsets whose insert was repeated, see {@link CommitProof}
   * @param viewLacks rows that the view may lack and lacks
   */
  public record Verdict(
      long records,
      long quarantined,
      long commitsProven,
      long commitsInDoubt,
      long viewLacks,
      List<Flaw> flaws) {
    public static final Verdict NOTHING = new Verdict(0, 0, 0, 0, 0, List.of());

    public Verdict {
      flaws = List.copyOf(flaws);
    }

    private Verdict plus(Verdict other) {
      List<Flaw> all = new ArrayList<>(flaws);
      all.addAll(other.flaws);
      return new Verdict(
          records + other.records,
          quarantined + other.quarantined,
          commitsProven + other.commitsProven,
          commitsInDoubt + other.commitsInDoubt,
          viewLacks + other.viewLacks,
          all);
    }
  }

  public ChaosProof(String kafka, SqlClient sql, List<ChaosSource> sources, InsertHistory inserts) {
    this.sources = List.copyOf(sources);
    this.sql = sql;
    this.inserts = inserts;
    this.topics = new TopicReader(kafka, sources.stream().map(ChaosSource::name).toList());
    this.commitTopic = new TopicReader(kafka, List.of(COMMITS));
    sources.forEach(source -> truths.put(source.name(), new Truth()));
    sources.forEach(source -> commits.put(source.name(), new ArrayList<>()));
  }

  /** Compares everything; nothing may be under way. */
  public Verdict look() {
    topics.readOn(
        record ->
            truth(record.topic())
                .add(record.partition(), record.offset(), TopicReader.header(record)));
    commitTopic.readOn(record -> CommitRecord.of(record).ifPresent(this::take));
    Verdict all = Verdict.NOTHING;
    for (ChaosSource source : sources) {
      all = all.plus(look(source));
    }
    return all;
  }

  private Truth truth(String topic) {
    return Objects.requireNonNull(truths.get(topic), topic);
  }

  private void take(CommitRecord commit) {
    List<CommitProof.Commit> known = commits.get(commit.topic());
    if (known != null && commit.group().equals("readers-" + commit.topic())) {
      known.add(new CommitProof.Commit(commit.partition(), commit.offset(), commit.brokerMillis()));
    }
  }

  private Verdict look(ChaosSource source) {
    Truth truth = truth(source.name());
    List<StoredRow> table = table(source);
    List<StoredRow> quarantine = quarantine(source);
    List<Flaw> flaws = new ArrayList<>(RowsProof.of(source, truth, table, quarantine));
    CommitProof commitProof =
        CommitProof.of(source, Objects.requireNonNull(commits.get(source.name())), table, inserts);
    flaws.addAll(commitProof.flaws());
    long viewLacks = 0;
    if (source.kind() == ChaosSource.Kind.VIEWED) {
      ViewProof view = ViewProof.of(source, view(source), table, inserts);
      flaws.addAll(view.flaws());
      viewLacks = view.excused();
    }
    return new Verdict(
        truth.records(),
        quarantine.size(),
        commitProof.proven(),
        commitProof.inDoubt(),
        viewLacks,
        flaws);
  }

  private List<StoredRow> table(ChaosSource source) {
    Map<String, String> tokens = new HashMap<>();
    return lines(
            "SELECT __partition, __offset, number, %s, chaos_insert FROM %s FORMAT TSV"
                .formatted(ChaosSource.CHECK, source.table()))
        .map(
            fields ->
                new StoredRow(
                    Integer.parseInt(fields[0]),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[2]),
                    fields[3].equals("1"),
                    tokens.computeIfAbsent(fields[4], token -> token)))
        .toList();
  }

  private List<StoredRow> quarantine(ChaosSource source) {
    String table = source.name() + "_quarantine";
    long there =
        sql.number(
            "SELECT count() FROM system.tables WHERE database = '%s' AND name = '%s'"
                .formatted(ChaosSource.DATABASE, table));
    if (there == 0) {
      return List.of();
    }
    return lines(
            "SELECT __partition, __offset FROM %s_quarantine FORMAT TSV".formatted(source.table()))
        .map(
            fields ->
                new StoredRow(Integer.parseInt(fields[0]), Long.parseLong(fields[1]), -1, true, ""))
        .toList();
  }

  private List<ViewProof.Summed> view(ChaosSource source) {
    return lines(
            "SELECT o.1, o.2 FROM %s ARRAY JOIN offsets AS o FORMAT TSV"
                .formatted(source.viewTarget()))
        .map(fields -> new ViewProof.Summed(Integer.parseInt(fields[0]), Long.parseLong(fields[1])))
        .toList();
  }

  private Stream<String[]> lines(String query) {
    return sql.query(query)
        .lines()
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\t", -1));
  }

  /**
   * The tokens of the inserts that brought these offsets' rows.
   *
   * @param offsets of one partition, some at most
   */
  public List<String> inserts(ChaosSource source, int partition, List<Long> offsets) {
    return lines(
            "SELECT DISTINCT chaos_insert FROM %s WHERE __partition = %d AND __offset IN (%s) FORMAT TSV"
                .formatted(
                    source.table(),
                    partition,
                    String.join(", ", offsets.stream().map(String::valueOf).toList())))
        .map(fields -> fields[0])
        .toList();
  }
}
