package io.tributary.protocol.datafile;

/** How a connection to a broker is made. */
public enum SecurityProtocol {
  /** Neither encrypted nor logged in. */
  PLAINTEXT(false, false),
  /** Encrypted, not logged in. */
  SSL(true, false),
  /** Logged in, not encrypted. */
  SASL_PLAINTEXT(false, true),
  /** Encrypted and logged in. */
  SASL_SSL(true, true);

  private final boolean encrypted;
  private final boolean withLogin;

  SecurityProtocol(boolean encrypted, boolean withLogin) {
    this.encrypted = encrypted;
    this.withLogin = withLogin;
  }

  public boolean isEncrypted() {
    return encrypted;
  }

  public boolean hasLogin() {
    return withLogin;
  }
}
