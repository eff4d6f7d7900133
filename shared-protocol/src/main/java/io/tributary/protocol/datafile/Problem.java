package io.tributary.protocol.datafile;

/**
 * One thing that is wrong with a datafile.
 *
 * @param file path below the project folder
 * @param line from 1; 1 also where something is missing from the file as a whole
 * @param message one plain sentence that names the value and the fix, never a secret
 */
public record Problem(String file, int line, String message) {

  /** {@code file:line: message}. */
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
