package io.tributary.protocol.datafile;

/**
 * What is stored of a record beside its fields and its place.
 *
 * @param rawValue whether the whole message is kept in the {@code __value} column
 * @param headers whether the headers are kept in a {@code __headers} column
 */
public record Stored(boolean rawValue, boolean headers) {
  /** Neither. */
  public static final Stored NOTHING = new Stored(false, false);
}
