package io.tributary.protocol.avro;

import io.tributary.protocol.row.ElementCollector;
import io.tributary.protocol.row.RowAssembly;
import io.tributary.protocol.rowbinary.RowBinaryWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads one datum to its end and fills the columns that take something of it. */
interface Step {
  void run(AvroCursor in) throws DatumException;

  /** Nothing of it is wanted. */
  record Over(Skip skip) implements Step {
    @Override
    public void run(AvroCursor in) throws DatumException {
      skip.skip(in);
    }
  }

  /** A column takes it. */
  final class Column implements Step {
    private final RowTarget target;
    private final RowAssembly row;
    private final int column;
    private final ValueReader reader;

    Column(RowTarget target, int column, ValueReader reader) {
      this.target = target;
      this.row = target.row();
      this.column = column;
      this.reader = reader;
    }

    int column() {
      return column;
    }

    ValueReader reader() {
      return reader;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      target.current(column);
      reader.read(in, row.open(column));
      row.close(column);
    }
  }

  /** A column takes it as an element. */
  final class Element implements Step {
    private final RowTarget target;
    private final int column;
    private final RowBinaryWriter elements;
    private final ValueReader reader;

    Element(RowTarget target, int column, ElementCollector collector, ValueReader reader) {
      this.target = target;
      this.column = column;
      this.elements = collector.bytes();
      this.reader = reader;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      target.current(column);
      reader.read(in, elements);
    }
  }

  /** It is a null, and columns that take none have nothing. */
  final class Missing implements Step {
    private final RowAssembly row;
    private final int[] columns;

    Missing(RowAssembly row, int[] columns) {
      this.row = row;
      this.columns = columns;
    }

    @Override
    public void run(AvroCursor in) {
      for (int column : columns) {
        row.miss(column);
      }
    }
  }

  /** Columns take it as different things: it is read once for each. */
  final class Several implements Step {
    private final Step[] steps;

    Several(Step[] steps) {
      this.steps = steps;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      int start = in.position();
      for (Step step : steps) {
        in.position(start);
        step.run(in);
      }
    }
  }

  /** A record: one step after the other. */
  final class Fields implements Step {
    private final Step[] steps;

    Fields(Step[] steps) {
      this.steps = steps;
    }

    Step[] steps() {
      return steps;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      for (Step step : steps) {
        step.run(in);
      }
    }
  }

  /** A union: the step of its branch. */
  final class Union implements Step {
    private final Step[] branches;

    Union(Step[] branches) {
      this.branches = branches;
    }

    Step[] branches() {
      return branches;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      branches[in.readIndex(branches.length)].run(in);
    }
  }

  /** An array of which elements are looked at, single ones or all. */
  final class Items implements Step {
    private final RowTarget target;
    private final @Nullable Step[] single;
    private final Step others;
    private final int minItemBytes;
    private final int[] gathered;
    private final ElementCollector[] collectors;

    /**
     * @param single by index, null where an element is like the others
     * @param gathered columns that take something of each element
     * @param collectors of these columns
     */
    Items(
        RowTarget target,
        @Nullable Step[] single,
        Step others,
        int minItemBytes,
        int[] gathered,
        ElementCollector[] collectors) {
      this.target = target;
      this.single = single;
      this.others = others;
      this.minItemBytes = minItemBytes;
      this.gathered = gathered;
      this.collectors = collectors;
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      for (ElementCollector collector : collectors) {
        collector.enter();
      }
      int index = 0;
      for (int n = in.readBlock(minItemBytes); n != 0; n = in.readBlock(minItemBytes)) {
        for (int i = 0; i < n; i++) {
          Step own = index < single.length ? single[index++] : null;
          (own == null ? others : own).run(in);
          for (ElementCollector collector : collectors) {
            collector.endElement();
          }
        }
      }
      for (int i = 0; i < collectors.length; i++) {
        if (collectors[i].leave()) {
          target.fill(gathered[i], collectors[i].bytes());
        }
      }
    }
  }

  /** A map of which the values of some keys are looked at. */
  final class Pairs implements Step {
    private final byte[][] keys;
    private final Step[] steps;
    private final Skip others;
    private final int minPairBytes;
    private final boolean[] seen;

    Pairs(byte[][] keys, Step[] steps, Skip others, int minPairBytes) {
      this.keys = keys;
      this.steps = steps;
      this.others = others;
      this.minPairBytes = minPairBytes;
      this.seen = new boolean[keys.length];
    }

    @Override
    public void run(AvroCursor in) throws DatumException {
      Arrays.fill(seen, false);
      for (int n = in.readBlock(minPairBytes); n != 0; n = in.readBlock(minPairBytes)) {
        for (int i = 0; i < n; i++) {
          pair(in);
        }
      }
    }

    private void pair(AvroCursor in) throws DatumException {
      int length = in.readLength();
      int start = in.take(length);
      int key = find(in.bytes(), start, length);
      if (key < 0) {
        others.skip(in);
        return;
      }
      if (seen[key]) {
        throw new BrokenDatumException(
            "the key " + in.shown(start, length) + " stands in its map twice");
      }
      seen[key] = true;
      steps[key].run(in);
    }

    private int find(byte[] bytes, int start, int length) {
      for (int i = 0; i < keys.length; i++) {
        if (keys[i].length == length
            && Arrays.equals(keys[i], 0, length, bytes, start, start + length)) {
          return i;
        }
      }
      return -1;
    }
  }
}
