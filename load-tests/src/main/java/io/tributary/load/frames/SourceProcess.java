package io.tributary.load.frames;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.load.frames.source.ControlLine;
import io.tributary.load.frames.source.FrameSourceMain;
import io.tributary.sandbox.ProcessSpec;
import io.tributary.sandbox.ServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A frame source that was started and does what it is told.
 *
 * <p>Thread: one; calls block.
 */
final class SourceProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ServerProcess process;
  private final Socket socket;
  private final BufferedReader answers;

  private SourceProcess(ServerProcess process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  /**
   * What it is told at its start.
   *
   * @param gatherer its address
   * @param datafiles whose datasource its tables are made of
   */
  record Target(String gatherer, String clickHouseUrl, String database, Path datafiles) {}

  static SourceProcess start(Target target, FramesOptions.Rows rows, Path log) {
    ServerProcess process =
        ServerProcess.start(
            ProcessSpec.of("frame-source", FrameSourceMain.class.getName(), log)
                .withArgs(
                    target.gatherer(),
                    target.clickHouseUrl(),
                    target.database(),
                    target.datafiles().toString(),
                    Integer.toString(rows.encoded()),
                    Integer.toString(rows.partitions()),
                    Long.toString(rows.seed()))
                .withJvmOptions(
                    "-Xmx1g",
                    "-XX:+UseCompactObjectHeaders",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow")
                .withInherited(ProcessSpec.Inherited.NO_SETTINGS));
    try {
      Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(process.ready("control")));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      return new SourceProcess(process, socket);
    } catch (IOException e) {
      process.close();
      throw new UncheckedIOException("the frame source does not listen: " + e.getMessage(), e);
    }
  }

  long pid() {
    return process.pid();
  }

  /**
   * Tells it, and waits until it is done.
   *
   * @throws IllegalStateException if it could not be done
   */
  ControlLine ask(ControlLine command) {
    try {
      socket.getOutputStream().write((command.text() + "\n").getBytes(UTF_8));
      String line = answers.readLine();
      if (line == null) {
        throw new IllegalStateException("the frame source has ended, see " + process.log());
      }
      ControlLine answer = ControlLine.parse(line);
      if (answer.isFailure()) {
        throw new IllegalStateException(command.text() + ": " + answer.text());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(command.text() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try (process;
        socket) {
      // Closed in this order: the socket, then the process.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
