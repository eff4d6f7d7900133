package io.tributary.connector.kafka;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.protocol.datafile.Connection;
import io.tributary.protocol.datafile.KafkaLogin;
import io.tributary.protocol.datafile.KafkaSecurity;
import io.tributary.protocol.datafile.SecurityProtocol;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerTokenCallback;
import org.junit.jupiter.api.Test;

/**
 * What of a login at AWS can be tested without AWS: that its library is found and takes the
 * configuration, and what a token says that it signs. That a cluster takes the token, and that a
 * role can be taken on, is not.
 */
class AwsTokensTest {
  private static final Connection CONNECTION =
      new Connection(
          "msk",
          "broker:9098",
          new KafkaSecurity(
              SecurityProtocol.SASL_SSL, new KafkaLogin.Aws("eu-central-1", null), null),
          null);

  @Test
  void tokenIsSignedForTheRegionOfTheConnection() throws Exception {
    System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
    System.setProperty("aws.secretAccessKey", "not-a-real-key");
    try {
      String url = token();

      assertTrue(
          url.startsWith("https://kafka.eu-central-1.amazonaws.com?Action=kafka-cluster%3AConnect"),
          url);
      assertTrue(url.contains("%2Feu-central-1%2Fkafka-cluster%2Faws4_request"), url);
      assertTrue(url.contains("X-Amz-Credential=AKIDEXAMPLE"), url);
      assertTrue(url.matches(".*&X-Amz-Signature=[0-9a-f]{64}.*"), url);
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
  }

  private static String token() throws Exception {
    AwsTokens.check(CONNECTION);
    Map<String, Object> config = ClusterAccess.config(CONNECTION);
    AuthenticateCallbackHandler handler =
        Class.forName(AwsTokens.HANDLER)
            .asSubclass(AuthenticateCallbackHandler.class)
            .getDeclaredConstructor()
            .newInstance();
    handler.configure(
        config, "OAUTHBEARER", JaasContext.loadClientContext(config).configurationEntries());
    OAuthBearerTokenCallback callback = new OAuthBearerTokenCallback();
    handler.handle(new Callback[] {callback});
    handler.close();
    return new String(
        Base64.getUrlDecoder().decode(callback.token().value()), StandardCharsets.UTF_8);
  }

  @Test
  void missingLibraryIsSaidOnlyToWhoNeedsIt() throws Exception {
    try (URLClassLoader without =
        new URLClassLoader(classPathWithoutLibrary(), ClassLoader.getPlatformClassLoader())) {
      Method plaintext = probe(without, "plaintext");
      Method aws = probe(without, "aws");
      assertDoesNotThrow(() -> plaintext.invoke(null));
      Throwable thrown =
          assertThrows(InvocationTargetException.class, () -> aws.invoke(null))
              .getTargetException();

      assertEquals(
          "KAFKA_SASL_OAUTHBEARER_METHOD AWS in msk.connection needs the library"
              + " software.amazon.msk:aws-msk-iam-auth, version 2.3.9 or newer, as one jar (its"
              + " classifier is \"all\"); put it into the folder that holds Tributary's own jars"
              + " [LIBRARY_MISSING]",
          thrown.getMessage());
    }
  }

  /** Called in the class loader under test. */
  public static final class Probe {
    private Probe() {}

    public static void plaintext() {
      AwsTokens.check(Connection.plaintext("local", "broker:9092"));
    }

    public static void aws() {
      AwsTokens.check(CONNECTION);
    }
  }

  private static Method probe(ClassLoader loader, String method)
      throws ReflectiveOperationException {
    return Class.forName(Probe.class.getName(), true, loader).getMethod(method);
  }

  private static URL[] classPathWithoutLibrary() throws IOException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("aws-msk-iam-auth")) {
        urls.add(Path.of(entry).toUri().toURL());
      }
    }
    return urls.toArray(URL[]::new);
  }
}
