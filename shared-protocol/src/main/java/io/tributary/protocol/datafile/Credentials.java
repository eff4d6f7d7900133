package io.tributary.protocol.datafile;

/**
 * A user and a password. Neither prints itself, since both usually come from a secret.
 *
 * @param user not empty
 * @param password not empty
 */
public record Credentials(String user, String password) {
  public Credentials {
    if (user.isEmpty() || password.isEmpty()) {
      throw new IllegalArgumentException("credentials need a user and a password");
    }
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
