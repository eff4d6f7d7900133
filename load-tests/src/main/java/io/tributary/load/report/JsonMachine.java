package io.tributary.load.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A machine in a report for machines. */
public final class JsonMachine {
  private JsonMachine() {}

  /** Writes its fields into an object that is empty. */
  public static void write(ObjectNode json, Machine machine) {
    json.put("cpu", machine.cpu());
    json.put("cores", machine.cores());
    json.put("memoryBytes", machine.memoryBytes());
    json.put("system", machine.system());
    json.put("jdk", machine.jdk());
    json.put("commit", machine.commit());
  }

  /**
   * Reads what was written.
   *
   * @throws JsonFields.Malformed if a field is missing or is not as it must be
   */
  public static Machine read(JsonFields json) {
    return new Machine(
        json.text("cpu"),
        json.smallInteger("cores"),
        json.integer("memoryBytes"),
        json.text("system"),
        json.text("jdk"),
        json.text("commit"));
  }
}
