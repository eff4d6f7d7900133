package io.tributary.connector.kafka;

import io.tributary.service.failure.FailureCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers whether the topic still is the one that is consumed: one that was deleted and
 * created again has other records at the same offsets, and the consumer would not say so.
 *
 * <p>Thread: created and called on one event loop.
 */
public final class TopicWatch {
  private final Vertx vertx;
  private final SourceSettings settings;
  private final TopicIdentity topic;
  private @Nullable Admin admin;

  private TopicWatch(Vertx vertx, SourceSettings settings, TopicIdentity topic) {
    this.vertx = vertx;
    this.settings = settings;
    this.topic = topic;
  }

  /** Watches over this topic. */
  public static Future<TopicWatch> start(
      Vertx vertx, SourceSettings settings, TopicIdentity topic) {
    TopicWatch watch = new TopicWatch(vertx, settings, topic);
    // Looks names up, so never on an event loop.
    return vertx
        .executeBlocking(() -> Admin.create(config(settings)), false)
        .map(
            created -> {
              watch.admin = created;
              return watch;
            });
  }

  private static Map<String, Object> config(SourceSettings settings) {
    Map<String, Object> config = ClusterAccess.config(settings.connection());
    int timeoutMillis = (int) settings.timeout().toMillis();
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
    return config;
  }

  /** False when it is another one by now, or gone; fails when the brokers do not answer. */
  public Future<Boolean> sameTopic() {
    Admin asked = admin;
    if (asked == null) {
      return Future.failedFuture("the topic is not watched any more");
    }
    Context context = vertx.getOrCreateContext();
    Promise<Boolean> answer = Promise.promise();
    var unused =
        asked
            .describeTopics(List.of(settings.topic()))
            .allTopicNames()
            .whenComplete(
                (found, failure) -> context.runOnContext(hop -> answer(answer, found, failure)));
    return answer.future();
  }

  /** Offset behind the last record of a partition, committed or not. */
  public Future<Long> end(int partition) {
    Admin asked = admin;
    if (asked == null) {
      return Future.failedFuture("the topic is not watched any more");
    }
    Context context = vertx.getOrCreateContext();
    Promise<Long> answer = Promise.promise();
    TopicPartition which = new TopicPartition(settings.topic(), partition);
    var unused =
        asked
            .listOffsets(Map.of(which, OffsetSpec.latest()))
            .partitionResult(which)
            .whenComplete(
                (found, failure) ->
                    context.runOnContext(
                        hop -> {
                          if (failure == null) {
                            answer.complete(found.offset());
                          } else {
                            answer.fail(failure);
                          }
                        }));
    return answer.future();
  }

  private void answer(
      Promise<Boolean> answer,
      @Nullable Map<String, TopicDescription> found,
      @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof UnknownTopicOrPartitionException) {
      answer.complete(false);
    } else if (failure != null) {
      answer.fail(failure);
    } else {
      answer.complete(found != null && isSame(found.get(settings.topic())));
    }
  }

  private boolean isSame(@Nullable TopicDescription found) {
    return !topic.hasId() || (found != null && topic.id().equals(found.topicId()));
  }

  /** The line, or what is behind it: that the topic is another one by now. Names the datasource. */
  public Future<String> behind(String line) {
    return sameTopic()
        .map(same -> same ? line : "datasource " + settings.datasource() + ": " + recreated())
        .otherwise(line);
  }

  /** What the operator reads when it is another one. */
  public String recreated() {
    return FailureCode.TOPIC_RECREATED.tag(
        "topic %s was deleted, and created again perhaps, while it was read; nothing of a new topic was committed, but its first rows may carry the __run %08x of the old one: decide, and run tributary datasource adopt %s --from earliest"
            .formatted(settings.topic(), topic.run(), settings.datasource()));
  }

  /** Asks no more. */
  public Future<Void> close() {
    Admin closing = admin;
    admin = null;
    return closing == null
        ? Future.succeededFuture()
        : vertx.executeBlocking(
            () -> {
              closing.close(Duration.ofSeconds(1));
              return null;
            },
            false);
  }
}
