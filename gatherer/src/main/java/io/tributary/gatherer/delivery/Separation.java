package io.tributary.gatherer.delivery;

import io.tributary.gatherer.table.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a refused insert apart, without taking its batches apart. Where ClickHouse named the guilty
 * row, the batch with that row is set aside and all others are tried again together, so that a
 * guilty batch costs two inserts and those around it make one part; else the insert is halved. Each
 * part is smaller than the whole, so that taking apart ends. Pure.
 */
final class Separation {

  private Separation() {}

  /**
   * The parts, in the order in which they are to be tried.
   *
   * @param batches two or more
   * @param row number of the guilty row among all rows, from 1; 0 when nobody knows
   */
  static List<List<Batch>> of(List<Batch> batches, int row) {
    int guilty = batchWith(batches, row);
    if (guilty < 0) {
      int half = batches.size() / 2;
      return List.of(batches.subList(0, half), batches.subList(half, batches.size()));
    }
    List<Batch> others = new ArrayList<>(batches);
    Batch aside = others.remove(guilty);
    return List.of(others, List.of(aside));
  }

  private static int batchWith(List<Batch> batches, int row) {
    long before = 0;
    for (int i = 0; i < batches.size(); i++) {
      before += batches.get(i).rows();
      if (row > 0 && row <= before) {
        return i;
      }
    }
    return -1;
  }
}
