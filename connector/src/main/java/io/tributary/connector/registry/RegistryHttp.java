package io.tributary.connector.registry;

import io.tributary.protocol.wording.Wording;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests of one try to get a schema. Each try has connections of its own: schemas are asked
 * for rarely, and closing them ends everything, also an answer that never ends.
 *
 * <p>Follows no redirect, so that user and password go nowhere else.
 *
 * <p>Thread: one event loop.
 */
final class RegistryHttp implements AutoCloseable {
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int SHOWN_CHARS = 200;
  private static final String SETTING = "KAFKA_SCHEMA_REGISTRY_URL";

  private final RegistryAddress address;
  private final Duration timeout;
  private final WebClient client;

  /**
   * @param options made once by {@link #options}, for that reads certificates
   */
  RegistryHttp(Vertx vertx, RegistryAddress address, WebClientOptions options, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.client = WebClient.create(vertx, options);
  }

  /** What all requests to an address have in common. */
  static WebClientOptions options(RegistryAddress address, Duration timeout) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setConnectTimeout((int) timeout.toMillis())
            .setSsl(address.scheme() == RegistryAddress.Scheme.HTTPS)
            .setVerifyHost(true);
    if (!address.caPem().isEmpty()) {
      options.setTrustOptions(RegistryTrust.besidesThoseOfTheJvm(address.caPem()));
    }
    return new WebClientOptions(options).setUserAgent("tributary").setFollowRedirects(false);
  }

  /**
   * One schema.
   *
   * @param path below the address, percent-encoded
   * @param maxBytes of the answer
   * @return fails with {@link NoSuchSchemaException} or {@link UnavailableException} only
   */
  Future<RegistryAnswer> get(String path, int maxBytes) {
    HttpRequest<Buffer> request =
        client
            .get(address.port(), address.host(), address.path() + path)
            .putHeader("Accept", "application/vnd.schemaregistry.v1+json, application/json")
            .timeout(timeout.toMillis())
            .as(new BoundedBody(maxBytes));
    RegistryAddress.Login login = address.login();
    if (!login.user().isEmpty()) {
      request.basicAuthentication(login.user(), login.password().reveal());
    }
    return request
        .send()
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .recover(failure -> Future.failedFuture(unavailable(failure)))
        .compose(RegistryHttp::answer);
  }

  private static Future<RegistryAnswer> answer(HttpResponse<Buffer> response) {
    int status = response.statusCode();
    Buffer body = response.body() == null ? Buffer.buffer() : response.body();
    try {
      if (status == OK) {
        return Future.succeededFuture(RegistryAnswer.read(body));
      }
      if (RegistryAnswer.saysUnknown(status, body)) {
        return Future.failedFuture(new NoSuchSchemaException("the registry does not know it"));
      }
      return Future.failedFuture(new UnavailableException(refusal(status)));
    } catch (UnavailableException e) {
      return Future.failedFuture(e);
    }
  }

  private static String refusal(int status) {
    String answers = "it answers " + status;
    if (status == UNAUTHORIZED || status == FORBIDDEN) {
      return answers + ": check user and password in " + SETTING;
    }
    if (status == NOT_FOUND) {
      return answers + " as no schema registry does: check the path in " + SETTING;
    }
    if (status / 100 == 3) {
      return answers + ", a redirect, which is not followed: write its target in " + SETTING;
    }
    return answers;
  }

  private UnavailableException unavailable(Throwable failure) {
    if (failure instanceof UnavailableException known) {
      return known;
    }
    if (failure instanceof TimeoutException) {
      return new UnavailableException("it has not answered within " + timeout.toMillis() + " ms");
    }
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? root.toString() : root.getMessage();
    return new UnavailableException(
        "it cannot be spoken to: " + Wording.shown(message, SHOWN_CHARS));
  }

  @Override
  public void close() {
    client.close();
  }
}
