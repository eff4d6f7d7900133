package io.tributary.gatherer.ledger;

import io.tributary.gatherer.ledger.LookQuery.Wanted;
import io.tributary.protocol.frame.OffsetRange;
import io.tributary.protocol.frame.OpenAnswer;
import io.tributary.service.failure.FailureCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** What became of a look. */
sealed interface LookAnswer {

  /**
   * Answers to the claims, in their order.
   *
   * @param table uuid of the table that was looked into
   * @param answers one for each claim
   */
  record Seen(UUID table, List<OpenAnswer.Resume> answers) implements LookAnswer {
    public Seen {
      answers = List.copyOf(answers);
    }
  }

  /** Nothing was seen, and it may be tried again; one line for the operator. */
  record Unseen(FailureCode failure, String message) implements LookAnswer {
    /** It was answered, but not well. */
    Unseen(String message) {
      this(FailureCode.CLICKHOUSE_BUSY, message);
    }
  }

  /** It takes ClickHouse too long, or too much memory; one line for the operator. */
  record TooMuch(String message) implements LookAnswer {}

  /**
   * ClickHouse refuses to be looked at, which only a person can change; one line for them, with its
   * code.
   */
  record Refused(String message) implements LookAnswer {}

  /**
   * Reads the lines that {@link LookQuery} asks for.
   *
   * @param table uuid of the table
   * @param claims that it was asked for
   * @param maxRanges as the query was told
   * @return {@link Seen}, or {@link Unseen} when lines are missing or contradict each other
   */
  static LookAnswer read(String body, UUID table, List<Wanted> claims, int maxRanges) {
    List<List<Line>> lines = new ArrayList<>();
    claims.forEach(claim -> lines.add(new ArrayList<>()));
    Line sums = new Line(0, 0);
    long count = 0;
    int end = body.indexOf("\n\n");
    int start = body.startsWith("\n") ? 0 : end + 1;
    if (start == 0 && !body.startsWith("\n")) {
      return new Unseen("the answer has no end");
    }
    try {
      for (String text : body.substring(0, start).lines().toList()) {
        String[] fields = text.split("\t", -1);
        Line line = new Line(Long.parseLong(fields[1]), Long.parseLong(fields[2]));
        lines.get(Integer.parseInt(fields[0])).add(line);
        sums = new Line(sums.first() + line.first(), sums.last() + line.last());
        count += Long.parseLong(fields[3]);
      }
      String[] told = body.substring(start).strip().split("\t", -1);
      if (!sums.equals(new Line(Long.parseLong(told[1]), Long.parseLong(told[2])))
          || count != Long.parseLong(told[3])) {
        return new Unseen("the answer does not add up");
      }
      List<OpenAnswer.Resume> answers = new ArrayList<>();
      for (int i = 0; i < claims.size(); i++) {
        answers.add(answer(lines.get(i), claims.get(i), maxRanges));
      }
      return new Seen(table, answers);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return new Unseen("the answer cannot be read: " + e.getMessage());
    }
  }

  /** A line of the answer; the last offset is -1 where it was not told. */
  record Line(long first, long last) {}

  private static OpenAnswer.Resume answer(List<Line> lines, Wanted claim, int maxRanges) {
    lines.sort(Comparator.comparingLong(Line::first));
    List<OffsetRange> held = new ArrayList<>();
    long until = claim.end();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      if (line.first() < claim.from()) {
        throw new IllegalArgumentException(line.first() + " is below " + claim.from());
      }
      if (line.last() < 0 || i == maxRanges) {
        until = line.first();
        break;
      }
      OffsetRange before = held.isEmpty() ? null : held.getLast();
      if (before != null && before.last() + 1 == line.first()) {
        held.set(held.size() - 1, new OffsetRange(before.first(), line.last()));
      } else {
        held.add(new OffsetRange(line.first(), line.last()));
      }
    }
    return new OpenAnswer.Resume(held, until);
  }
}
