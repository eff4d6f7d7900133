package io.tributary.sandbox.clickhouse.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.vertx.core.buffer.Buffer;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The functions of {@code chdb.h} that are needed. Statements and results are bytes; a result has
 * to be destroyed, or its query stays in {@code system.processes} for ever.
 */
// Calling C is what this class is for; the types are those of chdb.h.
@SuppressWarnings("restricted")
final class Chdb {
  private static final int MAX_ERROR_BYTES = 1 << 20;

  private final SymbolLookup symbols;
  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle connect;
  private final MethodHandle closeConnection;
  private final MethodHandle query;
  private final MethodHandle destroy;
  private final MethodHandle error;
  private final MethodHandle buffer;
  private final MethodHandle length;
  private final MethodHandle rowsRead;
  private final MethodHandle bytesRead;
  private final MethodHandle storageRowsRead;
  private final MethodHandle storageBytesRead;
  private final MethodHandle rowsWritten;
  private final MethodHandle bytesWritten;

  /** Loads the library, for the rest of the process's life. */
  Chdb(Path library) {
    symbols = SymbolLookup.libraryLookup(library, Arena.global());
    FunctionDescriptor resultToLong = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
    FunctionDescriptor resultToAddress = FunctionDescriptor.of(ADDRESS, ADDRESS);
    FunctionDescriptor ofAddress = FunctionDescriptor.ofVoid(ADDRESS);
    connect = function("chdb_connect", FunctionDescriptor.of(ADDRESS, JAVA_INT, ADDRESS));
    closeConnection = function("chdb_close_conn", ofAddress);
    query =
        function(
            "chdb_query_n",
            FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG));
    destroy = function("chdb_destroy_query_result", ofAddress);
    error = function("chdb_result_error", resultToAddress);
    buffer = function("chdb_result_buffer", resultToAddress);
    length = function("chdb_result_length", resultToLong);
    rowsRead = function("chdb_result_rows_read", resultToLong);
    bytesRead = function("chdb_result_bytes_read", resultToLong);
    storageRowsRead = function("chdb_result_storage_rows_read", resultToLong);
    storageBytesRead = function("chdb_result_storage_bytes_read", resultToLong);
    rowsWritten = function("chdb_result_rows_written", resultToLong);
    bytesWritten = function("chdb_result_bytes_written", resultToLong);
  }

  /** Keeps the library's crash handlers away from signals that the JVM uses itself. */
  void leaveSignalsToTheJvm() {
    MethodHandle enable =
        function("chdb_set_signal_handlers_enabled", FunctionDescriptor.ofVoid(JAVA_INT));
    call(() -> enable.invoke(0));
  }

  /**
   * Opens a connection; the first one starts the engine on its data path. One at a time: the
   * library says nothing of threads here.
   */
  synchronized MemorySegment connect(List<String> arguments) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment argv = arena.allocate(ADDRESS, arguments.size() + 1L);
      for (int i = 0; i < arguments.size(); i++) {
        argv.setAtIndex(ADDRESS, i, arena.allocateFrom(arguments.get(i)));
      }
      return call(() -> (MemorySegment) connect.invoke(arguments.size(), argv));
    }
  }

  synchronized void close(MemorySegment connection) {
    call(() -> closeConnection.invoke(connection));
  }

  /** Runs a statement and copies what is wanted out of its result. */
  EngineAnswer query(MemorySegment connection, byte[] statement, String format) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom(JAVA_BYTE, statement);
      MemorySegment name = arena.allocateFrom(format);
      MemorySegment handle = connection.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
      MemorySegment result =
          call(
              () ->
                  (MemorySegment)
                      query.invoke(
                          handle, text, (long) statement.length, name, name.byteSize() - 1));
      try {
        return answer(result);
      } finally {
        call(() -> destroy.invoke(result));
      }
    }
  }

  private EngineAnswer answer(MemorySegment result) {
    MemorySegment message = call(() -> (MemorySegment) error.invoke(result));
    if (message.address() != 0) {
      return EngineAnswer.Failed.of(utf8(message));
    }
    EngineCounters counters =
        new EngineCounters(
            number(rowsRead, result),
            number(bytesRead, result),
            number(storageRowsRead, result),
            number(storageBytesRead, result),
            number(rowsWritten, result),
            number(bytesWritten, result));
    long bytes = number(length, result);
    if (bytes > EngineAnswer.MAX_BODY_BYTES) {
      return EngineAnswer.Failed.resultTooLarge(bytes);
    }
    if (bytes == 0) {
      return new EngineAnswer.Done(Buffer.buffer(), counters);
    }
    MemorySegment body = call(() -> (MemorySegment) buffer.invoke(result));
    return new EngineAnswer.Done(
        Buffer.buffer(body.reinterpret(bytes).toArray(JAVA_BYTE)), counters);
  }

  private static long number(MethodHandle function, MemorySegment result) {
    return call(() -> (Long) function.invoke(result));
  }

  private static String utf8(MemorySegment text) {
    return text.reinterpret(MAX_ERROR_BYTES).getString(0, StandardCharsets.UTF_8);
  }

  private MethodHandle function(String name, FunctionDescriptor type) {
    return linker.downcallHandle(symbols.findOrThrow(name), type);
  }

  private static <T> T call(NativeCall<T> call) {
    try {
      return call.run();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** A downcall; method handles declare every throwable. */
  private interface NativeCall<T> {
    T run() throws Throwable;
  }
}
