package io.tributary.protocol.datafile;

import java.util.List;
import java.util.stream.Collectors;

/** A project folder cannot be used; tells everything that is wrong with it, not only the first. */
public final class DatafileException extends Exception {
  private static final long serialVersionUID = 1L;

  // Exceptions are serializable by inheritance only; this one never travels.
  private final transient List<Problem> problems;

  DatafileException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of files and lines, at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
