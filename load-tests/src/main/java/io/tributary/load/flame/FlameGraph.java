package io.tributary.load.flame;

import java.util.Locale;

/**
 * The samples of one kind, of one or more recordings.
 *
 * @param name of the recordings
 * @param samples how many
 * @param lost samples that the JVM had no room for
 */
record FlameGraph(String name, SampleKind kind, Fold fold, long samples, long lost) {
  /** How much it stands for, for people. */
  String amount() {
    String weight = kind.text(fold.root().weight());
    return kind == SampleKind.EXECUTION
        ? weight
        : String.format(Locale.ROOT, "%s in %,d samples", weight, samples);
  }

  /** The name of its file. */
  String fileName() {
    return name + kind.suffix() + ".svg";
  }
}
