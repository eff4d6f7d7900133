package io.tributary.protocol.datafile;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.stream.Collectors;

/** The text of certificates in PEM. */
final class CertificatesText {
  private CertificatesText() {}

  /**
   * The certificates as lines without indentation. Line ends may be written as {@code \n}, as they
   * are in the environment of many a container.
   *
   * @throws CertificateException says what is wrong, in words that follow the name of a setting
   */
  static String check(String text) throws CertificateException {
    String pem =
        text.replace("\\n", "\n")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n", "", "\n"));
    if (pem.contains("PRIVATE KEY-----")) {
      throw new CertificateException(
          "holds a private key, which is nobody's business but its server's; leave only the"
              + " certificates");
    }
    if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
      throw new CertificateException(
          "is no certificate in PEM format, which begins with -----BEGIN CERTIFICATE-----");
    }
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      var unused =
          factory.generateCertificates(
              new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (CertificateException e) {
      throw new CertificateException(
          "holds a certificate that cannot be read; copy its file as it is, indented", e);
    }
    return pem;
  }
}
