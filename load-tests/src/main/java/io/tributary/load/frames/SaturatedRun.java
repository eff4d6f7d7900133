package io.tributary.load.frames;

/**
 * One measured run.
 *
 * @param partsPerMillion parts that inserts made, per million rows, over the whole table
 * @param gatherer what it did meanwhile; of client-v2 only the inserts
 */
record SaturatedRun(
    Side side,
    long rows,
    double seconds,
    CpuReading cpu,
    double partsPerMillion,
    GathererReading gatherer) {

  enum Side {
    FRAMES("frames"),
    CLIENT_V2("client-v2");

    final String word;

    Side(String word) {
      this.word = word;
    }
  }

  double rowsPerSecond() {
    return rows / seconds;
  }

  double rowsPerInsert() {
    return gatherer.inserts() == 0 ? rows : (double) rows / gatherer.inserts();
  }

  /** CPU-seconds per million rows. */
  double perMillion(long cpuMillis) {
    return cpuMillis * 1e3 / rows;
  }

  double gathererOfClickHouse() {
    return (double) cpu.gatherer() / cpu.clickHouse();
  }

  double garbagePerRow() {
    return (double) gatherer.allocatedBytes() / rows;
  }

  /** For the progress. */
  String line() {
    String both =
        SaturatedPhase.text(
            "%-9s %,10.0f rows/s, %,8.0f rows per insert; CPU s per million rows: ClickHouse %.3f,"
                + " source %.3f",
            side.word,
            rowsPerSecond(),
            rowsPerInsert(),
            perMillion(cpu.clickHouse()),
            perMillion(cpu.source()));
    return side == Side.CLIENT_V2
        ? both
        : both
            + SaturatedPhase.text(
                ", gatherer %.4f (%.1f %% of ClickHouse), garbage %.1f B a row",
                perMillion(cpu.gatherer()), gathererOfClickHouse() * 100, garbagePerRow());
  }
}
