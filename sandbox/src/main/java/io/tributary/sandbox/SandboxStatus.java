package io.tributary.sandbox;

import java.nio.file.Path;
import java.util.List;

/**
 * What {@link Sandbox#up} started in a folder.
 *
 * @param workFolder of data, logs and state
 * @param servers in the order of their names; empty if nothing was started
 */
public record SandboxStatus(Path workFolder, List<Server> servers) {

  public SandboxStatus {
    servers = List.copyOf(servers);
  }

  /** Whether there are servers and all of them run. */
  public boolean isUp() {
    return !servers.isEmpty() && servers.stream().allMatch(Server::alive);
  }

  /**
   * One server.
   *
   * @param name {@code clickhouse}, {@code kafka}, {@code registry}
   * @param address a URL or host and port, as clients want it
   * @param pid of its process
   * @param alive whether that process still runs
   * @param log what it printed
   */
  public record Server(String name, String address, long pid, boolean alive, Path log) {}
}
