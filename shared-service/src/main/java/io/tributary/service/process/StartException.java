package io.tributary.service.process;

import io.tributary.service.failure.FailureCode;
import io.tributary.service.settings.Address;
import java.net.BindException;

/** A service cannot start. The message is one plain line for the person who started it. */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what names the thing and the value, without a full stop
   */
  public StartException(FailureCode code, String what) {
    super(code.line(what));
  }

  /** A failure whose line is complete already. */
  public StartException(String line) {
    super(line);
  }

  /**
   * What a failure to listen means.
   *
   * @param setting the one that names the address
   */
  public static StartException cannotListen(Address address, String setting, Throwable cause) {
    String what =
        cause instanceof BindException
                && String.valueOf(cause.getMessage()).contains("already in use")
            ? "port " + address + " is in use"
            : "cannot listen on " + address + " (" + cause.getMessage() + ")";
    return new StartException(
        FailureCode.PORT_TAKEN.tag(what + "; set " + setting + " to another address"));
  }
}
