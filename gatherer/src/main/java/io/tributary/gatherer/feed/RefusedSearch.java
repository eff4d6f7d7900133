package io.tributary.gatherer.feed;

import io.tributary.gatherer.chunk.RowMaker;
import io.tributary.protocol.frame.RowsKind;
import io.tributary.protocol.frame.Verdict;
import io.tributary.protocol.row.ProblemKind;
import io.tributary.protocol.row.RowProblem;
import io.tributary.service.failure.FailureCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the rows for which ClickHouse refuses a batch: its rows are sent again in parts, refused
 * parts again, until the guilty ones stand alone. One batch is taken apart at a time.
 *
 * <p>Failure semantics: rows that are not guilty are stored, guilty ones are known when all are
 * judged.
 *
 * <p>Belongs to the loop of its table.
 */
final class RefusedSearch {
  private static final Logger log = LoggerFactory.getLogger(RefusedSearch.class);

  /** Rows are cut into so many parts, and those of a refused part again. */
  private static final int PARTS = 64;

  /** So many rows, or fewer, are cut into single ones at once. */
  private static final int SINGLE_ROWS = 1_024;

  private final PartSink sender;
  private final Deque<Search> waiting = new ArrayDeque<>();
  private @Nullable Search current;

  RefusedSearch(PartSink sender) {
    this.sender = sender;
  }

  /** Told which rows are guilty, by the index of their value. */
  interface Listener {
    /** All other rows are stored. */
    void found(NavigableMap<Integer, RowProblem> guilty);

    /** The claim does not hold any more. */
    void fenced(long highestEpoch);
  }

  private final class Search {
    private final Tenure tenure;
    private final RowSelection rows;
    private final Listener listener;
    private final NavigableMap<Integer, RowProblem> guilty = new TreeMap<>();
    private int open;

    Search(Tenure tenure, RowSelection rows, Listener listener) {
      this.tenure = tenure;
      this.rows = rows;
      this.listener = listener;
    }

    void cut(int from, int count) {
      int parts = count <= SINGLE_ROWS ? count : PARTS;
      int next = from;
      open += parts;
      for (int i = 0; i < parts; i++) {
        int size = count / parts + (i < count % parts ? 1 : 0);
        send(next, size);
        next += size;
      }
    }

    private void send(int from, int count) {
      RowMaker maker = rows.chunk().maker();
      sender.send(
          new Part(
              tenure,
              tenure.rows(),
              new Part.Rows(
                  maker.layout(),
                  maker.fingerprint(),
                  RowsKind.SUSPECT,
                  rows.offsets(from, count),
                  count,
                  rows.payload(from, count)),
              verdict -> judged(verdict, from, count)));
    }

    private void judged(Verdict verdict, int from, int count) {
      if (tenure.isOver()) {
        return;
      }
      switch (verdict) {
        case Verdict.Stored stored -> {}
        case Verdict.AlreadyStored stored -> {}
        case Verdict.Refused refused when count > 1 -> cut(from, count);
        case Verdict.Refused refused ->
            guilty.put(
                rows.valueOf(from),
                RowProblem.ofMessage(ProblemKind.REFUSED, "", refused.message()));
        case Verdict.Fenced fenced -> {
          listener.fenced(fenced.highestEpoch());
          return;
        }
        case Verdict.Deferred deferred -> {
          return;
        }
      }
      open--;
      if (open == 0) {
        over(this);
        listener.found(guilty);
      }
    }
  }

  /** Takes rows apart that were refused together. */
  void begin(
      Tenure tenure, RowSelection rows, Verdict.Refused refused, String where, Listener listener) {
    log.warn(
        "{}: ClickHouse refuses rows, the guilty ones are searched for: {}",
        where,
        FailureCode.ROW_REFUSED.tag(refused.message()));
    waiting.addLast(new Search(tenure, rows, listener));
    next();
  }

  /** Searches of a tenure that is over end. */
  void drop(Tenure tenure) {
    waiting.removeIf(search -> search.tenure == tenure);
    Search now = current;
    if (now != null && now.tenure == tenure) {
      over(now);
    }
  }

  private void over(Search search) {
    if (current == search) {
      current = null;
      next();
    }
  }

  private void next() {
    if (current == null) {
      Search next = waiting.pollFirst();
      current = next;
      if (next != null) {
        next.cut(0, next.rows.size());
      }
    }
  }
}
