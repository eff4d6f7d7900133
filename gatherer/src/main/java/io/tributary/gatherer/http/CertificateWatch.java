package io.tributary.gatherer.http;

import io.tributary.gatherer.http.file.FileStamp;
import io.tributary.service.failure.FailureCode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the port and its key, as their files are now.
 *
 * <p><b>Failure semantics.</b> While the files cannot be used, or one does not belong to the other
 * because only one has been replaced so far, nothing changes; a line says so, once for each change.
 *
 * <p>Thread: blocks; one worker at a time.
 */
final class CertificateWatch {
  private static final Logger log = LoggerFactory.getLogger(CertificateWatch.class);

  /** No chain of certificates comes near. */
  private static final int MAX_BYTES = 1 << 20;

  /** Kinds of keys, and how to see whether a key and a certificate are a pair. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

  private final Vertx vertx;
  private final HttpSettings.Tls files;
  private final PemKeyCertOptions first;
  private Stamps used;
  private @Nullable Stamps refused;

  private record Stamps(@Nullable FileStamp certificate, @Nullable FileStamp key) {}

  /**
   * Reads both for the first time.
   *
   * @throws CertificateException if they cannot be used; the message names them
   */
  CertificateWatch(Vertx vertx, HttpSettings.Tls files) throws CertificateException {
    this.vertx = vertx;
    this.files = files;
    this.used = stamps();
    this.first = read();
  }

  /** What they were at first. */
  PemKeyCertOptions first() {
    return first;
  }

  /** What they are now, if they were changed since they were last used. */
  synchronized Optional<PemKeyCertOptions> look() {
    Stamps now = stamps();
    if (now.equals(used)) {
      return Optional.empty();
    }
    try {
      PemKeyCertOptions changed = read();
      used = now;
      return Optional.of(changed);
    } catch (CertificateException e) {
      if (!now.equals(refused)) {
        refused = now;
        log.warn(
            FailureCode.CERTIFICATE_UNUSABLE.line(
                e.getMessage() + "; the certificate that was there before stays"));
      }
      return Optional.empty();
    }
  }

  private Stamps stamps() {
    return new Stamps(FileStamp.of(files.certificate()), FileStamp.of(files.key()));
  }

  private PemKeyCertOptions read() throws CertificateException {
    PemKeyCertOptions pair =
        new PemKeyCertOptions()
            .setCertValue(content(files.certificate()))
            .setKeyValue(content(files.key()));
    KeyManager[] managers;
    try {
      managers = pair.getKeyManagerFactory(vertx).getKeyManagers();
    } catch (Exception e) {
      throw new CertificateException(
          "%s with %s cannot be used: %s".formatted(files.certificate(), files.key(), reason(e)),
          e);
    }
    for (KeyManager manager : managers) {
      if (manager instanceof X509KeyManager keys) {
        checkPairs(keys);
      }
    }
    return pair;
  }

  private static Buffer content(Path file) throws CertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new CertificateException(file + " has more than 1 MiB: it is no PEM file");
      }
      return Buffer.buffer(bytes);
    } catch (IOException e) {
      throw new CertificateException(file + " cannot be read", e);
    }
  }

  /** Keys of other kinds are left to those who connect. */
  private void checkPairs(X509KeyManager keys) throws CertificateException {
    for (Map.Entry<String, String> kind : SIGNATURES.entrySet()) {
      String[] names = keys.getServerAliases(kind.getKey(), null);
      for (String name : names == null ? new String[0] : names) {
        PublicKey certified = keys.getCertificateChain(name)[0].getPublicKey();
        if (!isPair(keys.getPrivateKey(name), certified, kind.getValue())) {
          throw new CertificateException(
              "%s is not the key of %s".formatted(files.key(), files.certificate()));
        }
      }
    }
  }

  private static boolean isPair(PrivateKey key, PublicKey certified, String algorithm) {
    byte[] text = "a text".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(certified);
      verifying.update(text);
      return verifying.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String reason(Exception failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
