package io.tributary.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineInstallTest {
  @Test
  void lockFileNamesNoDownloadAddress() throws IOException {
    String lock = EngineInstall.lockFile();
    assertFalse(lock.contains("resolved"), lock);
    assertFalse(lock.contains("://"), lock);
  }

  @Test
  void lockFileHasOneVersionAndHashesOfWhatWasChecked() throws IOException {
    JsonNode packages = new ObjectMapper().readTree(EngineInstall.lockFile()).get("packages");
    packages
        .properties()
        .forEach(
            entry -> {
              if (entry.getKey().startsWith("node_modules/")) {
                assertEquals(EngineInstall.VERSION, entry.getValue().get("version").asText());
              }
            });
    assertTrue(
        packages
            .get("node_modules/@chdb/lib-linux-x64-gnu")
            .get("integrity")
            .asText()
            .startsWith("sha512-"));
  }

  @Test
  void cacheIsTheUsersOwn() {
    assertEquals(Path.of("/c"), EngineInstall.cache(Map.of("TRIBUTARY_CACHE", "/c")));
    assertEquals(Path.of("/x/tributary"), EngineInstall.cache(Map.of("XDG_CACHE_HOME", "/x")));
    assertEquals(
        Path.of(System.getProperty("user.home"), ".cache", "tributary"),
        EngineInstall.cache(Map.of("TRIBUTARY_CACHE", "")));
  }

  @Test
  void platformHasItsPackage() {
    assertEquals(
        "@chdb/lib-linux-x64-gnu", EnginePlatform.of("Linux", "amd64", false).npmPackage());
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11,amd64,false",
    "Linux,amd64,true",
    "Linux,aarch64,false",
    "Mac OS X,x86_64,false"
  })
  void platformWithoutEngineGetsAWayOut(String os, String arch, boolean musl) {
    SandboxException e =
        assertThrows(SandboxException.class, () -> EnginePlatform.of(os, arch, musl));
    assertTrue(e.toString().contains("CLICKHOUSE_URL"), e.toString());
  }

  @Test
  void missingNpmIsSaid(@TempDir Path folder) {
    SandboxException e =
        assertThrows(SandboxException.class, () -> NpmInstall.run("/no/npm", folder, line -> {}));
    assertTrue(e.toString().contains("npm is not on the PATH"), e.toString());
    assertTrue(e.toString().contains("CLICKHOUSE_URL"), e.toString());
  }

  @Test
  void failingNpmIsSaid(@TempDir Path folder) {
    SandboxException e =
        assertThrows(SandboxException.class, () -> NpmInstall.run("false", folder, line -> {}));
    assertTrue(e.toString().contains("ended with 1"), e.toString());
    assertTrue(e.toString().contains("CLICKHOUSE_URL"), e.toString());
  }
}
