package io.tributary.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Requests to ClickHouse's HTTP interface as other clients would send them. */
final class HttpProbe {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String url;

  HttpProbe(String url) {
    this.url = url;
  }

  /** An answer with what is asserted about it. */
  record Answer(int status, HttpHeaders headers, String body) {
    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** A number of the summary header. */
    long summary(String name) throws IOException {
      JsonNode node = new ObjectMapper().readTree(header("X-ClickHouse-Summary"));
      return Long.parseLong(node.get(name).asText());
    }
  }

  Answer post(Map<String, String> parameters, byte[] body) throws Exception {
    return answer(CLIENT.send(request(parameters, body).build(), text()));
  }

  Answer post(Map<String, String> parameters, String body) throws Exception {
    return post(parameters, body.getBytes(StandardCharsets.UTF_8));
  }

  Answer encoded(String encoding, Map<String, String> parameters, byte[] body) throws Exception {
    HttpRequest request = request(parameters, body).header("Content-Encoding", encoding).build();
    return answer(CLIENT.send(request, text()));
  }

  Answer chunked(Map<String, String> parameters, byte[] body) throws Exception {
    HttpRequest request =
        request(parameters, body)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    return answer(CLIENT.send(request, text()));
  }

  Answer get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return answer(CLIENT.send(request, text()));
  }

  CompletableFuture<Answer> send(Map<String, String> parameters, String body) {
    return CLIENT
        .sendAsync(request(parameters, body.getBytes(StandardCharsets.UTF_8)).build(), text())
        .thenApply(HttpProbe::answer);
  }

  private HttpRequest.Builder request(Map<String, String> parameters, byte[] body) {
    String query =
        parameters.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "/?", ""));
    return HttpRequest.newBuilder(URI.create(url + query))
        .timeout(Duration.ofSeconds(60))
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static Answer answer(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }
}
