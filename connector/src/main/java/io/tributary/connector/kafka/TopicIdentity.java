package io.tributary.connector.kafka;

import io.tributary.service.failure.FailureCode;
import io.tributary.service.process.StartException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What makes a topic this very topic: a recreated one of the same name, or one of the same name on
 * another cluster, has another run.
 *
 * @param partitions number of partitions now
 * @param run hash of cluster id and topic id, unsigned 32 bit
 * @param id of the topic, all zero where the brokers give none
 */
public record TopicIdentity(int partitions, int run, Uuid id) {

  /**
   * Asks the brokers. Fails with a {@link StartException} whose message is one line for the
   * operator.
   */
  public static Future<TopicIdentity> of(Vertx vertx, SourceSettings settings) {
    return vertx.executeBlocking(() -> ask(settings), false).map(Objects::requireNonNull);
  }

  /** The same, blocking. */
  static TopicIdentity ask(SourceSettings settings) throws InterruptedException {
    AwsTokens.check(settings.connection());
    long timeoutMillis = settings.timeout().toMillis();
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) timeoutMillis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) timeoutMillis);
    try (Admin admin = Admin.create(config)) {
      String cluster =
          admin.describeCluster().clusterId().get(timeoutMillis, TimeUnit.MILLISECONDS);
      TopicDescription topic =
          admin
              .describeTopics(List.of(settings.topic()))
              .allTopicNames()
              .get(timeoutMillis, TimeUnit.MILLISECONDS)
              .get(settings.topic());
      if (topic == null) {
        throw missing(settings);
      }
      return new TopicIdentity(
          topic.partitions().size(),
          run(cluster + '/' + topic.topicId().toString()),
          topic.topicId());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw missing(settings);
      }
      throw refusedOr(unreachable(settings), e, settings);
    } catch (TimeoutException e) {
      throw unreachable(settings);
    } catch (ConfigException e) {
      throw new StartException(
          FailureCode.KAFKA_UNREACHABLE,
          "datasource " + settings.datasource() + ": KAFKA_BOOTSTRAP_SERVERS: " + e.getMessage());
    } catch (org.apache.kafka.common.KafkaException e) {
      StartException unusable =
          new StartException(
              FailureCode.KAFKA_UNREACHABLE,
              "datasource "
                  + settings.datasource()
                  + ": cannot use KAFKA_BOOTSTRAP_SERVERS "
                  + settings.bootstrapServers()
                  + ": "
                  + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
      throw refusedOr(unusable, e, settings);
    }
  }

  private static StartException refusedOr(
      StartException other, Throwable cause, SourceSettings settings) {
    AccessFailure refused = AccessFailure.of(cause, settings.connection());
    return refused == null
        ? other
        : new StartException("datasource " + settings.datasource() + ": " + refused.line());
  }

  /** True where the brokers give topics ids. */
  public boolean hasId() {
    return !id.equals(Uuid.ZERO_UUID);
  }

  /** The hash; CRC32C spreads well over 32 bits and is the same everywhere. */
  static int run(String identity) {
    CRC32C crc = new CRC32C();
    crc.update(identity.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  private static StartException missing(SourceSettings settings) {
    return new StartException(
        FailureCode.TOPIC_MISSING,
        "datasource "
            + settings.datasource()
            + ": topic "
            + settings.topic()
            + " does not exist on "
            + settings.bootstrapServers());
  }

  private static StartException unreachable(SourceSettings settings) {
    return new StartException(
        FailureCode.KAFKA_UNREACHABLE,
        "datasource "
            + settings.datasource()
            + ": no Kafka broker answers to "
            + settings.connection().security().protocol()
            + " at "
            + settings.bootstrapServers()
            + " within "
            + settings.timeout().toSeconds()
            + " s");
  }
}
