package io.tributary.sandbox;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How to start a Java main class as a process of its own.
 *
 * @param name what people call the process; stands in messages
 * @param mainClass binary name of a class on this JVM's class path
 * @param args its arguments
 * @param env environment variables added to those that are inherited
 * @param jvmOptions options of the new JVM, such as {@code -Xmx256m}
 * @param readyTimeout how long the line {@code READY …} may take to come
 * @param logFile where its output is appended; the folder is created
 * @param lifetime whether it ends with this JVM
 * @param inherited which environment variables of this JVM it gets
 * @param classPath of the new JVM; holds this module
 */
public record ProcessSpec(
    String name,
    String mainClass,
    List<String> args,
    Map<String, String> env,
    List<String> jvmOptions,
    Duration readyTimeout,
    Path logFile,
    Lifetime lifetime,
    Inherited inherited,
    String classPath) {

  /** Whether a process ends with the JVM that started it. */
  public enum Lifetime {
    /** Ends by itself as soon as its parent has ended, however that happened. */
    WITH_PARENT,
    /** Goes on in a session of its own, out of reach of the terminal's Ctrl-C. */
    DETACHED
  }

  /** Which environment variables a process inherits. */
  public enum Inherited {
    /** All. */
    ALL,
    /** All but those that would set something in Tributary or in the JVM without being asked to. */
    NO_SETTINGS;

    private static final Set<String> OF_JVM =
        Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    boolean keeps(String variable) {
      return this == ALL || !(variable.startsWith("TRIBUTARY_") || OF_JVM.contains(variable));
    }
  }

  private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);

  public ProcessSpec {
    if (name.isBlank() || mainClass.isBlank()) {
      throw new IllegalArgumentException("a process needs a name and a main class");
    }
    if (readyTimeout.isNegative() || readyTimeout.isZero()) {
      throw new IllegalArgumentException(
          "the ready timeout of " + name + " is not positive: " + readyTimeout);
    }
    args = List.copyOf(args);
    env = Map.copyOf(env);
    jvmOptions = List.copyOf(jvmOptions);
    logFile = logFile.toAbsolutePath();
  }

  /** A process without arguments that ends with its parent and has 60 s to become ready. */
  public static ProcessSpec of(String name, String mainClass, Path logFile) {
    return new ProcessSpec(
        name,
        mainClass,
        List.of(),
        Map.of(),
        List.of(),
        READY_TIMEOUT,
        logFile,
        Lifetime.WITH_PARENT,
        Inherited.ALL,
        System.getProperty("java.class.path"));
  }

  /** The same with these arguments added. */
  public ProcessSpec withArgs(String... more) {
    return new ProcessSpec(
        name,
        mainClass,
        joined(args, List.of(more)),
        env,
        jvmOptions,
        readyTimeout,
        logFile,
        lifetime,
        inherited,
        classPath);
  }

  /** The same with one environment variable added or replaced. */
  public ProcessSpec withEnv(String key, String value) {
    Map<String, String> more = new HashMap<>(env);
    more.put(key, value);
    return new ProcessSpec(
        name,
        mainClass,
        args,
        more,
        jvmOptions,
        readyTimeout,
        logFile,
        lifetime,
        inherited,
        classPath);
  }

  /** The same with these JVM options added. */
  public ProcessSpec withJvmOptions(String... more) {
    return new ProcessSpec(
        name,
        mainClass,
        args,
        env,
        joined(jvmOptions, List.of(more)),
        readyTimeout,
        logFile,
        lifetime,
        inherited,
        classPath);
  }

  /** The same with another time to become ready. */
  public ProcessSpec withReadyTimeout(Duration timeout) {
    return new ProcessSpec(
        name, mainClass, args, env, jvmOptions, timeout, logFile, lifetime, inherited, classPath);
  }

  /** The same with another lifetime. */
  public ProcessSpec withLifetime(Lifetime other) {
    return new ProcessSpec(
        name, mainClass, args, env, jvmOptions, readyTimeout, logFile, other, inherited, classPath);
  }

  /** The same with other inherited variables; those of {@link #withEnv} stay. */
  public ProcessSpec withInherited(Inherited other) {
    return new ProcessSpec(
        name, mainClass, args, env, jvmOptions, readyTimeout, logFile, lifetime, other, classPath);
  }

  /** The same on another class path than this JVM's. */
  public ProcessSpec withClassPath(String other) {
    return new ProcessSpec(
        name, mainClass, args, env, jvmOptions, readyTimeout, logFile, lifetime, inherited, other);
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
