package io.tributary.connector.registry;

/** Told what goes on with a registry; called on its event loop, and must not take long. */
public interface RegistryEvents {
  /** Nobody listens. */
  RegistryEvents NONE = new RegistryEvents() {};

  /** A request is sent. */
  default void requested() {}

  /**
   * The registry gave no usable answer; it is asked again.
   *
   * @param reason a sentence without its full stop and without secrets
   */
  default void failed(String reason) {}

  /** So many schemas are asked for and not answered at this moment. */
  default void waiting(int schemas) {}
}
