package io.tributary.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate for {@code localhost} and the one that vouches for it, made by the JDK's keytool.
 *
 * @param keyStore PKCS #12 file with the server's key
 * @param caPem what clients have to trust
 */
record Certificates(Path keyStore, String caPem) {
  /** Of the key store and of its key, which are good for one run of tests. */
  static final String PASSWORD = "of-no-worth";

  /** Makes them in this folder; takes a second or two. */
  static Certificates make(Path folder) throws IOException {
    Path store = folder.resolve("keys.p12");
    Files.deleteIfExists(store);
    keytool(store, "-alias", "ca", "-dname", "CN=Sandbox CA", "-ext", "bc:c");
    keytool(
        store,
        "-alias",
        "server",
        "-dname",
        "CN=sandbox",
        "-ext",
        "san=dns:localhost",
        "-signer",
        "ca");
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      byte[] ca = keys.getCertificate("ca").getEncoded();
      // Without it the broker has but one key to choose.
      keys.deleteEntry("ca");
      try (var out = Files.newOutputStream(store)) {
        keys.store(out, PASSWORD.toCharArray());
      }
      return new Certificates(store, pem(ca));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read " + store + ": " + e.getMessage(), e);
    }
  }

  private static String pem(byte[] certificate) {
    byte[] lineEnd = {'\n'};
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, lineEnd).encodeToString(certificate)
        + "\n-----END CERTIFICATE-----\n";
  }

  private static void keytool(Path store, String... what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1"));
    command.addAll(List.of("-validity", "30", "-storetype", "PKCS12"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(what));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException("keytool ended with " + code + ": " + said.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
  }
}
