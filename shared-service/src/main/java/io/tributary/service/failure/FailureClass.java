package io.tributary.service.failure;

/** Who can end a failure. Only {@link #RECOVERABLE} ones may open a circuit breaker. */
public enum FailureClass {
  /** The process was started wrongly and has to be started again with other settings. */
  FATAL("the process ends; start it again, with other settings if the line names one"),

  /** It passes without anybody's help; the work is tried again for as long as it takes. */
  RECOVERABLE(
      "it is tried again until it works, and only a start gives up after a while; nobody has to"
          + " act"),

  /** The owner of the data, the table or the topic has to act; nothing is lost until then. */
  USER("the owner of the topic, the table or the access has to act"),

  /** A defect of Tributary, or of what it talks to. */
  INTERNAL("a defect: report it with the log");

  private final String meaning;

  FailureClass(String meaning) {
    this.meaning = meaning;
  }

  /** What it means for a person. */
  public String meaning() {
    return meaning;
  }
}
