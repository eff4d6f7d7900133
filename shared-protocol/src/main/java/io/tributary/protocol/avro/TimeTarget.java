package io.tributary.protocol.avro;

import io.tributary.protocol.row.ZoneOffsets;
import io.tributary.protocol.rowbinary.RowBinaryWriter;

/** Brings times from one unit to another. */
sealed interface TimeTarget extends WholeTarget {

  /** To a larger unit, what is left being cut off. */
  record Divided(WholeTarget target, long divisor) implements TimeTarget {
    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      target.write(Math.floorDiv(value, divisor), out);
    }
  }

  /** To a smaller unit. */
  record Multiplied(WholeTarget target, long factor) implements TimeTarget {
    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      long product = value * factor;
      if (Math.multiplyHigh(value, factor) != product >> (Long.SIZE - 1)) {
        throw tooFar(value);
      }
      target.write(product, out);
    }
  }

  /**
   * From what a zone's clocks show.
   *
   * @param factor to the unit of {@code ticksPerSecond}
   */
  record Local(ZoneOffsets zone, long factor, long ticksPerSecond, WholeTarget target)
      implements TimeTarget {
    @Override
    public void write(long value, RowBinaryWriter out) throws UnfitValueException {
      long shown = value * factor;
      if (Math.multiplyHigh(value, factor) != shown >> (Long.SIZE - 1)) {
        throw tooFar(value);
      }
      long ahead = zone.at(Math.floorDiv(shown, ticksPerSecond)) * ticksPerSecond;
      long ticks = shown - ahead;
      if (((shown ^ ahead) & (shown ^ ticks)) < 0) {
        throw tooFar(value);
      }
      target.write(ticks, out);
    }
  }

  private static UnfitValueException tooFar(long value) {
    return new UnfitValueException(
        Long.toString(value), "it is further from 1970 than the column reaches");
  }
}
