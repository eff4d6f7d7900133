package io.tributary.protocol.datafile;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one file. */
final class FileProblems {
  // A file of a million broken lines is not worth a million problems.
  private static final int MAX_PROBLEMS = 100;

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  FileProblems(String file) {
    this.file = file;
  }

  String file() {
    return file;
  }

  void add(int line, String message) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new Problem(file, line, message));
    }
  }

  boolean isEmpty() {
    return problems.isEmpty();
  }

  /** In the order of lines. */
  List<Problem> list() {
    return problems.stream().sorted((a, b) -> Integer.compare(a.line(), b.line())).toList();
  }
}
