package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedSandboxIT {
  private final Path folder;

  DetachedSandboxIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void serversAreRememberedUntilTheyAreTakenDown() throws Exception {
    assertEquals(List.of(), Sandbox.status(folder).servers());
    List<String> lines = new ArrayList<>();
    SandboxStatus up = Sandbox.up(folder, lines::add);
    try {
      assertTrue(up.isUp());
      assertFalse(lines.isEmpty());
      assertEquals(
          List.of("clickhouse", "kafka"),
          up.servers().stream().map(SandboxStatus.Server::name).toList());
      String url = up.servers().getFirst().address();
      assertEquals("1\n", new HttpProbe(url).get("/?query=SELECT%201").body());
      assertEquals(up, Sandbox.status(folder));
      assertEquals(up, Sandbox.up(folder, lines::add));
    } finally {
      assertEquals(up, Sandbox.down(folder));
    }
    for (SandboxStatus.Server server : up.servers()) {
      assertTrue(ProcessHandle.of(server.pid()).filter(ProcessHandle::isAlive).isEmpty());
    }
    assertFalse(Sandbox.status(folder).isUp());
    assertFalse(Files.exists(folder.resolve("sandbox.json")));
  }
}
