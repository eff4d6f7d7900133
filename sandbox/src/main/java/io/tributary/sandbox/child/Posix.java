package io.tributary.sandbox.child;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Two system calls that Java has no words for. Thread: any. */
public final class Posix {
  private Posix() {}

  /** Moves this process into a session of its own, out of reach of its terminal's signals. */
  static void leaveSession() {
    try {
      // -1 means that it leads a session already, which is as good.
      int unused =
          (int) function("setsid", FunctionDescriptor.of(ValueLayout.JAVA_INT)).invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends this process at once, without exit handlers of Java or of libraries. */
  public static void exitNow() {
    try {
      function("_exit", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT)).invokeExact(0);
    } catch (Throwable e) {
      Runtime.getRuntime().halt(0);
    }
  }

  // Calling C is what this class is for; the types are those of the C declarations.
  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, FunctionDescriptor type) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
  }
}
