package io.tributary.service.process;

import io.tributary.service.settings.SettingsException;
import io.tributary.service.settings.SettingsReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs one service in this process: from its settings to its exit code.
 *
 * <p>Exit codes: 1 when it could not start or go on, 2 when its settings cannot be used, 0
 * otherwise; a JVM that a signal stopped in good order ends with 128 + the signal, such as 143, as
 * is usual. Each failure is one line on stderr that begins with the service's name.
 *
 * <p>Thread: the main thread, which waits.
 */
public final class ServiceProcess {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int MISCONFIGURED = 2;
  private static final SettingsReader.Range STOP_RANGE = new SettingsReader.Range("1s", "10m");

  private final String name;
  private final CompletableFuture<String> stopAsked = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> failure = new AtomicReference<>();

  private ServiceProcess(String name) {
    this.name = name;
  }

  /**
   * Reads the settings, runs the service and returns the exit code when it has ended.
   *
   * @param config settings file or null
   * @param factory reads the service's settings and makes it; problems with what it reads are
   *     thrown as {@link SettingsException} or {@link StartException}
   */
  public static int run(
      String name,
      @Nullable Path config,
      Function<SettingsReader, Function<ServiceContext, Service>> factory) {
    return run(name, config, Map.of(), factory);
  }

  /**
   * The same with settings that win over all others, as they were given on the command line.
   *
   * @param given by their names
   */
  public static int run(
      String name,
      @Nullable Path config,
      Map<String, String> given,
      Function<SettingsReader, Function<ServiceContext, Service>> factory) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    given.forEach((key, value) -> environment.put(SettingsReader.PREFIX + key, value));
    return new ServiceProcess(name).run(SettingsReader.of(environment, config), factory);
  }

  private int run(
      SettingsReader settings,
      Function<SettingsReader, Function<ServiceContext, Service>> factory) {
    Function<ServiceContext, Service> ready;
    Duration stopTimeout;
    try {
      stopTimeout = readStopTimeout(settings);
      Logging.prepare(readLogLevel(settings));
      ready = factory.apply(settings);
    } catch (SettingsException e) {
      e.problems().forEach(this::complain);
      return MISCONFIGURED;
    } catch (StartException e) {
      complain(String.valueOf(e.getMessage()));
      return MISCONFIGURED;
    }
    return run(ready, stopTimeout);
  }

  private int run(Function<ServiceContext, Service> ready, Duration stopTimeout) {
    Thread onSignal = new Thread(this::signalled, name + "-stop");
    Runtime.getRuntime().addShutdownHook(onSignal);
    ParentWatch.start(this::askToStop);
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(false));
    try {
      return live(ready.apply(new ServiceContext(vertx, this::failed)), stopTimeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (RuntimeException e) {
      complain("cannot start: " + e);
      return FAILED;
    } finally {
      vertx.close();
      ended.countDown();
    }
  }

  /** The settings that every service has. */
  public static Duration readStopTimeout(SettingsReader settings) {
    return settings.duration(
        "SHUTDOWN_TIMEOUT",
        "30s",
        STOP_RANGE,
        "How long a stop may take before the process ends anyway.");
  }

  /** The settings that every service has. */
  public static String readLogLevel(SettingsReader settings) {
    return settings.choice(
        "LOG_LEVEL", "INFO", List.of("ERROR", "WARN", "INFO", "DEBUG"), "How much is logged.");
  }

  private int live(Service service, Duration stopTimeout) throws InterruptedException {
    CompletableFuture<String> started = completed(service.start());
    try {
      // A signal during the start ends it: waiting for what cannot start would keep the process.
      CompletableFuture.anyOf(started, stopAsked).get();
      if (started.isDone()) {
        System.out.println("READY " + name + " " + started.get());
        System.out.flush();
      }
      stopAsked.get();
    } catch (ExecutionException e) {
      complain(
          e.getCause() instanceof StartException cause
              ? String.valueOf(cause.getMessage())
              : "cannot start: " + e.getCause());
      stop(service, stopTimeout);
      return FAILED;
    }
    boolean stopped = stop(service, stopTimeout);
    String reason = failure.get();
    if (reason != null) {
      complain(reason);
    }
    return reason == null && stopped ? OK : FAILED;
  }

  private boolean stop(Service service, Duration timeout) throws InterruptedException {
    try {
      completed(service.stop()).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      complain("did not stop within " + timeout.toSeconds() + " s and ends now (SHUTDOWN_TIMEOUT)");
    } catch (ExecutionException e) {
      complain("stopped with an error: " + e.getCause());
    }
    return false;
  }

  private static <T> CompletableFuture<T> completed(Future<T> future) {
    CompletableFuture<T> completed = new CompletableFuture<>();
    future.onComplete(
        result -> {
          if (result.succeeded()) {
            completed.complete(result.result());
          } else {
            completed.completeExceptionally(result.cause());
          }
        });
    return completed;
  }

  private void askToStop() {
    stopAsked.complete("");
  }

  private void failed(String line) {
    failure.compareAndSet(null, line);
    askToStop();
  }

  /** SIGTERM or SIGINT: the JVM goes on until this returns. */
  private void signalled() {
    askToStop();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void complain(String line) {
    System.err.println(name + ": " + line);
  }
}
