package io.tributary.cli.gatherer;

import io.tributary.protocol.audit.AuditAnswer;
import io.tributary.protocol.audit.HeldOffsets;
import io.tributary.protocol.audit.RecordWhereabouts;
import io.tributary.service.settings.Address;
import io.vertx.core.buffer.Buffer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;

/**
 * The management port of a gatherer. Calls block, and throw a {@link GathererException} for every
 * answer that is none.
 *
 * <p>Thread: one.
 */
public final class GathererClient implements AutoCloseable {
  private static final String PATH = "/quarantine";

  /** Clean, broken, and not to be checked: each with a body. */
  private static final Set<Integer> AUDIT_ANSWERS = Set.of(200, 409, 503);

  private final ManagementPort port;

  /**
   * @param address of the management port
   * @param token empty for none
   */
  public GathererClient(Address address, String token) {
    this.port = new ManagementPort(address, token, "gatherer");
  }

  /**
   * Asks.
   *
   * @param path below {@code /quarantine}, empty or with a slash before it
   */
  public Buffer get(String path) {
    return port.send(request(path).GET());
  }

  /** Sends. */
  public Buffer post(String path, Buffer body) {
    return port.send(request(path).POST(BodyPublishers.ofByteArray(body.getBytes())));
  }

  /** Ends something. */
  public void delete(String path) {
    Buffer unused = port.send(request(path).DELETE());
  }

  /**
   * What the auditor says, also when that is that something is wrong or could not be checked.
   *
   * @param query with a question mark before it, or empty
   */
  public AuditAnswer audit(String query) {
    HttpResponse<byte[]> answer = port.exchange(port.request("/audit" + query).GET());
    if (!AUDIT_ANSWERS.contains(answer.statusCode())) {
      throw port.refused(answer);
    }
    try {
      return AuditAnswer.read(Buffer.buffer(answer.body()));
    } catch (IllegalArgumentException e) {
      throw port.refused(answer);
    }
  }

  /**
   * Where a record is.
   *
   * @param query with a question mark before it
   */
  public RecordWhereabouts where(String query) {
    HttpResponse<byte[]> answer = port.exchange(port.request("/audit/where" + query).GET());
    if (answer.statusCode() != 200) {
      throw port.refused(answer);
    }
    try {
      return RecordWhereabouts.read(Buffer.buffer(answer.body()));
    } catch (IllegalArgumentException e) {
      throw port.refused(answer);
    }
  }

  /**
   * Which offsets of a table count as held when their partition is taken over.
   *
   * @param query with a question mark before it
   */
  public HeldOffsets held(String query) {
    HttpResponse<byte[]> answer = port.exchange(port.request("/audit/held" + query).GET());
    if (answer.statusCode() != 200) {
      throw port.refused(answer);
    }
    try {
      return HeldOffsets.read(Buffer.buffer(answer.body()));
    } catch (IllegalArgumentException e) {
      throw port.refused(answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return port.request(PATH + path);
  }

  @Override
  public void close() {
    port.close();
  }
}
