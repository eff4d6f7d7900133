package io.tributary.service.process;

/** Chooses this project's log settings before the first logger is made. */
final class Logging {
  private static final String KEY = "log4j2.configurationFile";

  private Logging() {}

  static void prepare(String level) {
    System.setProperty("tributary.log.level", level);
    if (System.getProperty(KEY) == null) {
      System.setProperty(KEY, "classpath:tributary-log4j2.xml");
    }
    System.setProperty(
        "vertx.logger-delegate-factory-class-name",
        "io.vertx.core.logging.SLF4JLogDelegateFactory");
  }
}
